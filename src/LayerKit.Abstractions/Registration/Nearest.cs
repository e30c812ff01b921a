namespace LayerKit.Registration;

/// <summary>Finds the word that somebody who mistyped probably meant.</summary>
internal static class Nearest
{
    /// <summary>The candidate with the fewest edits, if they are few for its length; otherwise null.</summary>
    public static string? To(string written, IEnumerable<string> candidates)
    {
        string? best = null;
        int least = int.MaxValue;
        foreach (string candidate in candidates)
        {
            int distance = Distance(written, candidate);
            if (distance < least && distance <= Math.Max(2, candidate.Length / 3))
            {
                (best, least) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>Edits from one word to the other, a swap of neighbours counting once (optimal string alignment).</summary>
    private static int Distance(string from, string to)
    {
        int[,] cost = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            cost[i, 0] = i;
        }

        for (int j = 0; j <= to.Length; j++)
        {
            cost[0, j] = j;
        }

        for (int i = 1; i <= from.Length; i++)
        {
            for (int j = 1; j <= to.Length; j++)
            {
                int change = cost[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                int cheapest = Math.Min(change, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                bool swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
                cost[i, j] = swapped ? Math.Min(cheapest, cost[i - 2, j - 2] + 1) : cheapest;
            }
        }

        return cost[from.Length, to.Length];
    }
}
