using System.IO.Hashing;

namespace LayerKit.Drivers.Tree;

/// <summary>Which names the entries of this very layer made, so that whiteouts leave them alone.</summary>
/// <remarks>A name is kept as 64 bits of a hash seeded with its directory's inode. An inode that is used again belongs to a directory made by this layer, where everything is the layer's own.</remarks>
internal sealed class OwnNames
{
    private readonly HashSet<ulong> _names = [];

    public void Add(ulong directory, ReadOnlySpan<byte> name) => _names.Add(XxHash3.HashToUInt64(name, (long)directory));

    public bool Contains(ulong directory, ReadOnlySpan<byte> name) => _names.Contains(XxHash3.HashToUInt64(name, (long)directory));
}
