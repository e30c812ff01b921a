using System.Security.Cryptography;
using System.Text;
using LayerKit.Drivers;
using LayerKit.Identity;
using LayerKit.Testing.Linux;
using Microsoft.Win32.SafeHandles;

namespace LayerKit.Testing.Drivers;

/// <summary>The merged tree of a layer, read through whatever its driver offers.</summary>
/// <remarks>Paths are clean, and text in which each character is one byte (Latin-1); the root is the empty path. Linux only.</remarks>
public sealed class LayerTree
{
    private const int LongestText = 1024;

    private readonly SortedDictionary<string, LayerNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, string> _linked = [];

    private LayerTree()
    {
    }

    /// <summary>All files by path, sorted by the bytes of their paths.</summary>
    public IReadOnlyDictionary<string, LayerNode> Nodes => _nodes;

    /// <summary>Bytes that the files of the tree take on disk.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>All paths but the root's, with a slash after those of directories.</summary>
    public IReadOnlyList<string> Paths =>
        [.. _nodes.Where(pair => pair.Key.Length > 0).Select(pair => pair.Key + (pair.Value.Type == LayerEntryType.Directory ? "/" : ""))];

    /// <summary>Reads a layer through a mount where its driver mounts, else through a checkout.</summary>
    /// <param name="driver">A driver with <see cref="IMountable"/> or <see cref="ICheckout"/>.</param>
    /// <param name="id">A layer that it has.</param>
    /// <param name="scratch">A directory in which to make one for a checkout.</param>
    /// <exception cref="NotSupportedException">The driver has neither ability.</exception>
    /// <exception cref="IOException">The tree cannot be read.</exception>
    public static LayerTree Read(ILayerDriver driver, CacheId id, string scratch) => driver switch
    {
        IMountable mountable => ReadMounted(mountable, id),
        ICheckout checkout => ReadCheckout(checkout, id, Path.Combine(scratch, "checkout-" + Path.GetRandomFileName())),
        _ => throw new NotSupportedException($"{driver.GetType().Name} neither mounts nor checks out"),
    };

    /// <summary>Reads a directory with all that is below it.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static LayerTree OfDirectory(string path)
    {
        LayerTree tree = new();
        tree.Add(Posix.FromText(path), "");
        return tree;
    }

    /// <summary>Says where two trees differ, a line each; empty when they are equal.</summary>
    /// <param name="expected">What the tree should be.</param>
    public IReadOnlyList<string> DifferencesFrom(LayerTree expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        List<string> differences = [];
        foreach (string path in expected._nodes.Keys.Union(_nodes.Keys).Order(StringComparer.Ordinal))
        {
            LayerNode? wanted = expected._nodes.GetValueOrDefault(path);
            LayerNode? found = _nodes.GetValueOrDefault(path);
            if (wanted != found)
            {
                differences.Add($"/{path}: expected {wanted?.ToString() ?? "nothing"}, found {found?.ToString() ?? "nothing"}");
            }
        }

        return differences;
    }

    internal static LayerTree ReadMounted(IMountable driver, CacheId id)
    {
        string path = driver.Mount(id, null);
        try
        {
            return OfDirectory(path);
        }
        finally
        {
            driver.Unmount(id);
        }
    }

    internal static LayerTree ReadCheckout(ICheckout driver, CacheId id, string directory)
    {
        try
        {
            driver.Checkout(id, directory, CancellationToken.None);
            return OfDirectory(directory);
        }
        finally
        {
            if (Directory.Exists(directory))
            {
                Posix.RemoveTree(Posix.FromText(directory));
            }
        }
    }

    private void Add(string file, string path)
    {
        FileStatus status = Posix.Status(file);
        if (status.Type is not { } type)
        {
            return;
        }

        string sameAs = "";
        if (!status.IsDirectory && status.Links > 1 && !_linked.TryAdd(status.Inode, path))
        {
            sameAs = _linked[status.Inode];
            _nodes[sameAs] = _nodes[sameAs] with { SameAs = sameAs };
        }

        AllocatedBytes += sameAs.Length == 0 ? status.AllocatedBytes : 0;
        _nodes.Add(path, Describe(file, status, type) with { SameAs = sameAs });
        foreach (string name in status.IsDirectory ? Posix.Names(file) : [])
        {
            Add($"{file}/{name}", path.Length == 0 ? name : $"{path}/{name}");
        }
    }

    private static LayerNode Describe(string file, in FileStatus status, LayerEntryType type) => new()
    {
        Type = type,
        Mode = status.Permissions,
        UserId = status.UserId,
        GroupId = status.GroupId,
        ModifiedTime = status.ModifiedTime,
        Content = type == LayerEntryType.File ? ContentOf(file) : "",
        LinkTarget = type == LayerEntryType.SymbolicLink ? Posix.ReadLink(file) : "",
        Device = (status.DeviceMajor, status.DeviceMinor),
        Xattrs = string.Join('\0', Posix.Xattrs(file)),
    };

    private static string ContentOf(string file)
    {
        using SafeFileHandle handle = Posix.OpenRead(file);
        long length = RandomAccess.GetLength(handle);
        if (length <= LongestText)
        {
            byte[] bytes = new byte[length];
            return Encoding.Latin1.GetString(bytes, 0, RandomAccess.Read(handle, bytes, 0));
        }

        using FileStream stream = new(handle, FileAccess.Read);
        return $"{length} bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(stream))}";
    }
}
