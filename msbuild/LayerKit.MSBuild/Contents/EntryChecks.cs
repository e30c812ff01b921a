using LayerKit.Archive;
using LayerKit.Drivers;
using LayerKit.MSBuild.Items;

namespace LayerKit.MSBuild.Contents;

/// <summary>Looks at what a layer will contain for what nobody can want.</summary>
internal sealed class EntryChecks(LayerItem layer, Action<ItemFault> warn)
{
    // Set user id, set group id, writable by others.
    private const int UnsafeBits = 0b110_000_000_010;

    private static readonly Glob[] Secrets =
        [.. new[] { ".env", "*.pfx", "*.p12", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", ".netrc", ".git-credentials" }.Select(pattern => new Glob(pattern))];

    /// <exception cref="ItemFault">Two entries have one name.</exception>
    public void Run(IReadOnlyList<FileTarEntry> entries)
    {
        ThrowIfAmbiguous(entries);
        Warn(ItemCodes.UnsafeMode, entries.Where(entry => entry.Type != LayerEntryType.SymbolicLink && (entry.Mode & UnsafeBits) != 0), "whose mode is set-user-id, set-group-id or writable by everybody", "set Mode and DirMode");
        Warn(ItemCodes.LooksSecret, entries.Where(entry => entry.Type == LayerEntryType.File && Secrets.Any(glob => glob.Matches(entry.Path))), "that look secret", "add them to ExcludeFiles");
        if (layer.Rules.Mtime == EntryRules.KeepTime && layer.Hash is null)
        {
            warn(new ItemFault(ItemCodes.NotReproducible, layer.Item, $"layer '{layer.Name}' has the times of its files on this machine: another clone makes another layer; leave Mtime out, or set Hash"));
        }
    }

    private void ThrowIfAmbiguous(IReadOnlyList<FileTarEntry> entries)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (FileTarEntry entry in entries)
        {
            if (!names.TryAdd(entry.Path, entry.Path) && names[entry.Path] is var other)
            {
                throw other == entry.Path
                    ? new ItemFault(ItemCodes.DuplicateEntry, layer.Item, $"layer '{layer.Name}' would have '{entry.Path}' twice: exclude one, or give one another TargetPath or Link")
                    : new ItemFault(ItemCodes.CaseCollision, layer.Item, $"layer '{layer.Name}' would have '{other}' and '{entry.Path}', which are one file where case does not count: rename one, or import a tar of them");
            }
        }
    }

    private void Warn(string code, IEnumerable<FileTarEntry> entries, string what, string advice)
    {
        string[] paths = [.. entries.Select(entry => entry.Path).Order(StringComparer.Ordinal)];
        if (paths.Length > 0)
        {
            string more = paths.Length > 1 ? $" and {paths.Length - 1} more" : "";
            warn(new ItemFault(code, layer.Item, $"layer '{layer.Name}' has files {what}: '{paths[0]}'{more}; {advice}"));
        }
    }
}
