using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Drivers.Metadata;

/// <summary>Where things are in Docker's <c>image/DRIVER/layerdb</c>, and which names there mean what. Makes the directories down to it and its own three, so that a record that fails leaves none behind.</summary>
internal sealed class LayerDb
{
    private const string RemovingSuffix = "-removing";

    private static readonly EnumerationOptions NoSymlinks = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    private readonly string _root;

    public LayerDb(MetadataContext context, DurableFiles files)
    {
        _root = context.Root;
        foreach (string name in (ReadOnlySpan<string>)["image", context.DriverName, "layerdb"])
        {
            _root = Path.Combine(_root, name);
            files.MakeDirectory(_root, DurableFiles.OwnerDirectory);
        }

        foreach (string directory in (ReadOnlySpan<string>)[Temporary, Layers, Mounts])
        {
            files.MakeDirectory(directory, DurableFiles.ListedDirectory);
        }
    }

    /// <summary>Docker's images: one file of configuration each.</summary>
    public string Images => Path.Combine(_root, "..", "imagedb", "content", "sha256");

    /// <summary>Where records are prepared, and where what was removed waits to be deleted.</summary>
    public string Temporary => Path.Combine(_root, "tmp");

    /// <summary>The records of layers.</summary>
    public string Layers => Path.Combine(_root, "sha256");

    /// <summary>The records of RW layers.</summary>
    public string Mounts => Path.Combine(_root, "mounts");

    /// <summary>The record of a layer.</summary>
    /// <exception cref="ArgumentException">The ChainID is empty; its path would be that of all layers.</exception>
    public string Layer(ChainId chainId) =>
        chainId.IsEmpty ? throw new ArgumentException("the ChainID is empty", nameof(chainId)) : Path.Combine(Layers, chainId.Hex);

    /// <summary>The record of an RW layer.</summary>
    /// <exception cref="ArgumentException">The name breaks the rules of <see cref="RWLayerName"/>.</exception>
    public string Mount(string name)
    {
        RWLayerName.ThrowIfInvalid(name);
        return Path.Combine(Mounts, name);
    }

    /// <summary>Where the record of an id is prepared, and where it is deleted: a write set's name of Docker's, which follows from the id so that it is found after a crash.</summary>
    public string WriteSet(CacheId id)
    {
        ulong number = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.ASCII.GetBytes(id.ToString())));
        return Path.Combine(Temporary, "write-set-" + number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The name of a layer's record that is being removed, one for each content. Docker finishes such a removal as well as LayerKit does.</summary>
    public string Tombstone(ChainId chainId, CacheId id) =>
        $"{Layer(chainId)}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(id.ToString())))}{RemovingSuffix}";

    /// <summary>The ChainIDs that have a record.</summary>
    public IEnumerable<ChainId> ChainIds()
    {
        foreach (string name in Names(Layers))
        {
            if (TryParseHex(name, out ChainId chainId))
            {
                yield return chainId;
            }
        }
    }

    /// <summary>Records of layers that are being removed.</summary>
    public IEnumerable<string> Tombstones() => Names(Layers).Where(IsTombstone).Select(name => Path.Combine(Layers, name));

    /// <summary>The records of all RW layers, those that no caller could have named included.</summary>
    public IEnumerable<string> MountPaths() => MountNames().Select(name => Path.Combine(Mounts, name));

    /// <summary>The names of RW layers that have a record.</summary>
    public IEnumerable<string> MountNames() => Names(Mounts);

    private static bool IsTombstone(string name) =>
        name.EndsWith(RemovingSuffix, StringComparison.Ordinal) && TryParseHex(name[..name.IndexOf('-', StringComparison.Ordinal)], out _);

    private static bool TryParseHex(string name, out ChainId chainId) => ChainId.TryParse("sha256:" + name, out chainId);

    private static IEnumerable<string> Names(string directory) =>
        Directory.Exists(directory) ? Directory.EnumerateDirectories(directory, "*", NoSymlinks).Select(path => Path.GetFileName(path)) : [];
}
