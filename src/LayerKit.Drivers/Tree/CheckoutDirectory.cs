namespace LayerKit.Drivers.Tree;

/// <summary>The directory of a checkout: empty before, and nothing left in it when the checkout fails.</summary>
internal static class CheckoutDirectory
{
    /// <summary>Fills a directory.</summary>
    /// <param name="engine">Removes what a failure left.</param>
    /// <param name="directory">An empty directory, or one that is made.</param>
    /// <param name="fill">Writes the tree into a path and says what is not as it should be.</param>
    /// <returns>What our rights or the file system did not allow, sorted by path bytes.</returns>
    /// <exception cref="IOException">The directory is not empty, or cannot be written.</exception>
    public static IReadOnlyList<CheckoutOmission> Fill(ITreeEngine engine, string directory, Func<string, DeviationLog> fill)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        string target = Path.GetFullPath(directory);
        bool isNew = !Directory.Exists(target);
        if (!isNew && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new IOException($"{target} is not empty; check out into a new directory");
        }

        Directory.CreateDirectory(target);
        try
        {
            return [.. fill(target).All.Select(deviation => new CheckoutOmission(deviation.Path, deviation.IsAbsent))];
        }
        catch
        {
            engine.Remove(target, CancellationToken.None);
            if (!isNew)
            {
                Directory.CreateDirectory(target);
            }

            throw;
        }
    }
}
