using System.IO.Hashing;
using LayerKit.Errors;

namespace LayerKit.Registering;

/// <summary>Refuses a tar that names a path twice: tar-split's format cannot give such a tar back (contract of vbatts/tar-split, storage/packer.go).</summary>
/// <remarks>Holds 16 bytes a name, so that 100,000 entries cost a few megabytes and no strings.</remarks>
internal sealed class EntryNames
{
    private readonly HashSet<UInt128> _seen = [];

    /// <summary>Notes a path.</summary>
    /// <exception cref="UnsupportedTarEntryException">It was there before.</exception>
    public void Add(ReadOnlySpan<byte> path)
    {
        if (!_seen.Add(XxHash128.HashToUInt128(path)))
        {
            throw new UnsupportedTarEntryException(EntryPath.Text(path), "the tar has two members of this path");
        }
    }
}
