using LayerKit.Drivers.Tree;
using LayerKit.Identity;
using LayerKit.Registration;

namespace LayerKit.Drivers.Btrfs;

/// <summary>Docker's btrfs: each layer is a subvolume, a snapshot of its parent with the layer applied. Needs a btrfs file system and the right to remove subvolumes.</summary>
/// <remarks>
/// <para>Layout below the root: <c>subvolumes/&lt;id&gt;</c> and <c>quotas/&lt;id&gt;</c> as Docker's; <c>layerkit/staging</c>, <c>layerkit/removing</c> for what is half
/// made or half removed; <c>layerkit/deviations/&lt;id&gt;.jsonl</c> for what a layer should have but the file system does not take.</para>
/// <para>Invariant: a layer appears in <c>subvolumes</c> and disappears from it by one rename.</para>
/// <para>Blocks of a removed subvolume are freed by the file system later. A subvolume that somebody made inside an RW layer goes with it, and is an empty directory
/// in layers above. An SELinux mount label is not applied, because there is no mount to give it to.</para>
/// </remarks>
[LayerDriver(DriverName, Priority = 20)]
public sealed partial class BtrfsDriver : ILayerDriver, IReadWriteLayers, INativeDiff, IApplyDiff, ICommitReadWrite, IDescribesLayers, ISync
{
    private const string DriverName = "btrfs";
    private const string Format = "btrfs";

    private readonly LinuxTreeEngine _engine = new();
    private readonly BtrfsLayout _layout;
    private readonly BtrfsOptions _options;

    /// <summary>Opens the driver, making its directories below the context's root.</summary>
    /// <exception cref="IOException">A directory cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">A directory may not be made.</exception>
    public BtrfsDriver(DriverContext context, BtrfsOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _layout = new BtrfsLayout(context.Root);
        if (!context.ReadOnly)
        {
            _layout.Create();
        }
    }

    /// <inheritdoc/>
    public DriverStatus Status =>
    [
        ("Backing Filesystem", new DriveInfo(_layout.Root).DriveFormat),
        ("Least Size", _options.MinSpace.ToString()),
    ];

    /// <summary>Makes a subvolume where the driver will work, or above it, and removes it again; one that only reads need not.</summary>
    public static DriverProbe Probe(DriverContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!OperatingSystem.IsLinux())
        {
            return DriverProbe.NotSupported("only Linux has btrfs");
        }

        string directory = context.Root;
        while (!Directory.Exists(directory))
        {
            directory = Path.GetDirectoryName(directory) ?? "/";
        }

        string format = new DriveInfo(directory).DriveFormat;
        if (format != Format)
        {
            return DriverProbe.NotSupported($"{directory} is on {format} and not on btrfs");
        }

        return !context.ReadOnly && Subvolume.Try(directory) is { } failure
            ? DriverProbe.NotSupported($"subvolumes cannot be made and removed in {directory}: {failure}")
            : DriverProbe.Supported;
    }

    /// <inheritdoc/>
    public ILayerWriter Create(CacheId id, CacheId? parent, CancellationToken token)
    {
        DeviationLog deviations = Stage(id, parent, token);
        try
        {
            return new NewLayerWriter(_engine.Write(_layout.Staging(id), parent is not null, deviations), () => Publish(id, deviations), () => RemoveStaging(id));
        }
        catch
        {
            RemoveStaging(id);
            throw;
        }
    }

    /// <inheritdoc/>
    public ILayerContent Open(CacheId id)
    {
        RecordedTree tree = Committed(id);
        return _engine.Read(tree.Root, tree.Deviations);
    }

    /// <inheritdoc/>
    public void Remove(CacheId id, CancellationToken token)
    {
        if (Directory.Exists(_layout.Layer(id)))
        {
            Directory.Move(_layout.Layer(id), _layout.Removing(id));
        }

        File.Delete(_layout.Deviations(id));
        File.Delete(_layout.Quota(id));
        Subvolume.Remove(_layout.Staging(id), token);
        Subvolume.Remove(_layout.View(id), token);
        foreach (string left in _layout.LeftInRemoving(id))
        {
            Subvolume.Remove(left, token);
        }
    }

    /// <inheritdoc/>
    public DriverPresence Presence(CacheId id) => RecordedTree.PresenceOf(_layout.Layer(id), _layout.Deviations(id));

    /// <inheritdoc/>
    public IEnumerable<CacheId> List() => LayerDirectories.IdsOf(LayerDirectories.Below(_layout.Layers).Concat(LayerDirectories.Below(_layout.StagingArea)));

    /// <inheritdoc/>
    public IReadOnlyList<Change> Changes(CacheId id, CacheId? parent, CancellationToken token) =>
        _engine.Compare(parent is { } older ? Committed(older) : null, Committed(id), token);

    /// <summary>Docker has no such data for btrfs. <c>Subvolume</c> is where the layer is, <c>Size</c> the limit that it was given.</summary>
    public IReadOnlyDictionary<string, string> Describe(CacheId id)
    {
        Dictionary<string, string> description = new() { ["Subvolume"] = _layout.Layer(id) };
        if (File.Exists(_layout.Quota(id)))
        {
            description["Size"] = File.ReadAllText(_layout.Quota(id));
        }

        return description;
    }

    /// <inheritdoc/>
    public void Sync() => _engine.Sync(_layout.Root);
}
