namespace LayerKit.Architecture.Tests.Dependencies;

/// <summary>What each project may reference, read from the table in ARCHITECTURE.md so that the document cannot drift from the build.</summary>
internal sealed class ReferenceTable
{
    private readonly Dictionary<string, HashSet<string>> _allowed = new(StringComparer.Ordinal);

    /// <summary>Reads the rows <c>| project | role | projects | packages |</c> of the table that starts with <c>| Project |</c>.</summary>
    public static ReferenceTable Parse(string document)
    {
        ReferenceTable table = new();
        IEnumerable<string> rows = document.Split('\n')
            .SkipWhile(line => !line.StartsWith("| Project |", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .Skip(2);
        foreach (string[] cells in rows.Select(row => row.Split('|', StringSplitOptions.TrimEntries)))
        {
            table._allowed.Add(cells[1].Trim('`'), [.. Names(cells[3]), .. Names(cells[4])]);
        }

        return table;
    }

    public IReadOnlyCollection<string> Projects => _allowed.Keys;

    public bool Allows(string from, string to) => _allowed.TryGetValue(from, out HashSet<string>? allowed) && allowed.Contains(to);

    private static IEnumerable<string> Names(string cell) =>
        cell.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name => name.Trim('`')).Where(name => name != "-");
}
