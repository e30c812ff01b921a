namespace LayerKit.Cli.Reading;

/// <summary>What upper layers hide of lower ones: by whiteouts, by files in the place of directories, and by opaque directories.</summary>
internal sealed class HiddenPaths
{
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inside = new(StringComparer.Ordinal);

    /// <summary>Hides what a member of an upper layer hides.</summary>
    public void Add(LayerMember member)
    {
        if (member.Kind != MemberKind.Directory)
        {
            (member.Kind == MemberKind.Opaque ? _inside : _whole).Add(member.Path);
        }
    }

    /// <summary>True when lower layers have nothing at a path.</summary>
    public bool Covers(string path)
    {
        bool covered = _whole.Contains(path);
        for (int end = path.LastIndexOf('/'); end > 0 && !covered; end = path.LastIndexOf('/', end - 1))
        {
            string above = path[..end];
            covered = _whole.Contains(above) || _inside.Contains(above);
        }

        return covered || (path.Length > 0 && _inside.Contains(""));
    }
}
