using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace LayerKit.Drivers.Tree;

/// <summary>What a tree should have but cannot: owners, devices, attributes and modes that were asked for in vain.</summary>
/// <remarks>It starts as a copy of the parent's. Empty for a store that runs as root on a file system with extended attributes.</remarks>
internal sealed class DeviationLog
{
    // Latin-1 keeps each byte of a path as one character.
    private readonly SortedDictionary<string, Deviation> _byPath = new(StringComparer.Ordinal);

    private readonly HashSet<string> _inherited = new(StringComparer.Ordinal);

    public bool IsEmpty => _byPath.Count == 0;

    public IEnumerable<Deviation> All => _byPath.Values;

    public void Record(Deviation deviation)
    {
        string key = Key(deviation.Path);
        _byPath[key] = deviation;
        _inherited.Remove(key);
    }

    /// <summary>Everything up to now was said of lower layers.</summary>
    public void Inherit() => _inherited.UnionWith(_byPath.Keys);

    /// <summary>Drops what was said of lower layers below a path, and at it if that is asked for.</summary>
    public void ForgetInherited(ReadOnlySpan<byte> path, bool andItself)
    {
        if (_inherited.Count > 0)
        {
            string at = Key(path);
            string below = at.Length == 0 ? "" : at + "/";
            foreach (string key in _inherited.Where(key => key == at ? andItself : key.StartsWith(below, StringComparison.Ordinal)).ToArray())
            {
                _inherited.Remove(key);
                _byPath.Remove(key);
            }
        }
    }

    public bool TryFind(ReadOnlySpan<byte> path, [NotNullWhen(true)] out Deviation? deviation)
    {
        deviation = null;
        return !IsEmpty && _byPath.TryGetValue(Key(path), out deviation);
    }

    /// <summary>Drops what was said of one path.</summary>
    public void Forget(ReadOnlySpan<byte> path)
    {
        if (!IsEmpty)
        {
            _byPath.Remove(Key(path));
        }
    }

    /// <summary>Drops what was said of a path and of everything below it.</summary>
    public void ForgetTree(ReadOnlySpan<byte> path)
    {
        Forget(path);
        if (!IsEmpty)
        {
            string below = Key(path) + "/";
            string[] gone = [.. _byPath.Keys.Where(key => key.StartsWith(below, StringComparison.Ordinal))];
            Array.ForEach(gone, key => _byPath.Remove(key));
        }
    }

    private static string Key(ReadOnlySpan<byte> path) => Encoding.Latin1.GetString(path);
}
