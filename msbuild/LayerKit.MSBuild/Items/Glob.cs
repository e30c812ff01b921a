using System.IO.Enumeration;

namespace LayerKit.MSBuild.Items;

/// <summary>A pattern for paths inside a layer: <c>*</c> and <c>?</c> within a name, <c>**</c> over names. One without any slash is for names at any depth.</summary>
internal sealed class Glob
{
    private const string AnyDepth = "**";

    private readonly string[] _parts;

    public Glob(string pattern)
    {
        string[] parts = pattern.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        _parts = parts.Length == 1 && pattern[0] != '/' ? [AnyDepth, .. parts] : parts;
    }

    /// <summary>Whether the pattern matches a path or a directory above it.</summary>
    public bool Matches(string path) => Matches(_parts, path.Split('/'));

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path) =>
        pattern.IsEmpty
        || (pattern[0] == AnyDepth
            ? MatchesBelow(pattern[1..], path)
            : !path.IsEmpty && FileSystemName.MatchesSimpleExpression(pattern[0], path[0], ignoreCase: false) && Matches(pattern[1..], path[1..]));

    private static bool MatchesBelow(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        for (int depth = 0; depth <= path.Length; depth++)
        {
            if (Matches(pattern, path[depth..]))
            {
                return true;
            }
        }

        return false;
    }
}
