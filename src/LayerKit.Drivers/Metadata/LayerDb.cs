using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Drivers.Metadata;

/// <summary>Where things are in Docker's <c>image/DRIVER/layerdb</c>, and which names there mean what. Makes the directories down to it and its own three, so that a record that fails leaves none behind.</summary>
internal sealed class LayerDb
{
    private const string WriteSetPrefix = "write-set-";
    private const string RemovingSuffix = "-removing";
    private const int MaxNameBytes = 255;

    private static readonly EnumerationOptions NoSymlinks = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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

    /// <summary>Where records are prepared, and where what was removed waits to be deleted. Nothing in it is alive when a store opens.</summary>
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
    /// <exception cref="ArgumentException">The name is no file name of at most 255 bytes.</exception>
    public string Mount(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        bool safe = name is not ("." or "..")
            && name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0
            && StrictUtf8.GetByteCount(name) <= MaxNameBytes;
        return safe
            ? Path.Combine(Mounts, name)
            : throw new ArgumentException($"an RW layer's name is one file name of at most {MaxNameBytes} bytes", nameof(name));
    }

    /// <summary>A new name below <see cref="Temporary"/>.</summary>
    public string NewWriteSet()
    {
        ulong random = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        return Path.Combine(Temporary, WriteSetPrefix + random.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A new name for a layer's record that is being removed. Docker finishes such a removal as well as LayerKit does.</summary>
    public string NewTombstone(ChainId chainId) => $"{Layer(chainId)}-{RandomNumberGenerator.GetHexString(64, lowercase: true)}{RemovingSuffix}";

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

    /// <summary>What stopped transactions left; what neither Docker nor LayerKit names so is somebody's.</summary>
    public IEnumerable<string> WriteSets() => Names(Temporary).Where(IsWriteSet).Select(name => Path.Combine(Temporary, name));

    private static bool IsTombstone(string name) =>
        name.EndsWith(RemovingSuffix, StringComparison.Ordinal) && TryParseHex(name[..name.IndexOf('-', StringComparison.Ordinal)], out _);

    // Docker's first versions, up to 2016, wrote layer-DECIMAL.
    private static bool IsWriteSet(string name) => HasDecimalAfter(name, WriteSetPrefix) || HasDecimalAfter(name, "layer-");

    private static bool HasDecimalAfter(string name, string prefix) =>
        name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal) && name.AsSpan(prefix.Length).IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool TryParseHex(string name, out ChainId chainId) => ChainId.TryParse("sha256:" + name, out chainId);

    private static IEnumerable<string> Names(string directory) =>
        Directory.Exists(directory) ? Directory.EnumerateDirectories(directory, "*", NoSymlinks).Select(path => Path.GetFileName(path)) : [];
}
