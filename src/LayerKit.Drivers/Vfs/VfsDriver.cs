using LayerKit.Drivers.Portable;
using LayerKit.Drivers.Tree;
using LayerKit.Identity;
using LayerKit.Registration;

namespace LayerKit.Drivers.Vfs;

/// <summary>Docker's vfs: each layer is a whole directory tree, a copy of its parent with the layer applied. Works everywhere and needs no rights.</summary>
/// <remarks>
/// <para>Layout below the root: <c>dir/&lt;id&gt;</c> as Docker's; <c>layerkit/staging</c>, <c>layerkit/removing</c> for what is half made or half removed;
/// <c>layerkit/views/&lt;id&gt;</c>, copies of layers that are mounted read-only; <c>layerkit/deviations/&lt;id&gt;.jsonl</c> for what a layer should have but cannot, such as owners when not run as root.</para>
/// <para>Invariant: a layer appears in <c>dir</c> and disappears from it by one rename.</para>
/// <para>An SELinux mount label is not applied, because there is no mount to give it to.</para>
/// </remarks>
[LayerDriver(DriverName, Priority = 10)]
public sealed partial class VfsDriver
    : ILayerDriver, IReadWriteLayers, INativeDiff, IApplyDiff, ICommitReadWrite, ICheckout, IUsage, IDescribesLayers, ISync
{
    private const string DriverName = "vfs";

    private readonly ITreeEngine _engine;
    private readonly VfsLayout _layout;

    /// <summary>Opens the driver, making its directories below the context's root.</summary>
    /// <exception cref="IOException">A directory cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">A directory may not be made.</exception>
    public VfsDriver(DriverContext context)
        : this(context, OperatingSystem.IsLinux() ? new LinuxTreeEngine() : new PortableTreeEngine())
    {
    }

    internal VfsDriver(DriverContext context, ITreeEngine engine)
    {
        ArgumentNullException.ThrowIfNull(context);
        _engine = engine;
        _layout = new VfsLayout(context.Root);
        if (!context.ReadOnly)
        {
            _layout.Create();
        }
    }

    /// <inheritdoc/>
    public DriverStatus Status => [("Backing Filesystem", new DriveInfo(_layout.Root).DriveFormat), ("Tree Engine", _engine.Name)];

    /// <summary>Always supported.</summary>
    public static DriverProbe Probe(DriverContext context) => DriverProbe.Supported;

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
        Unmount(id);
        _engine.Remove(_layout.Staging(id), token);
        foreach (string left in _layout.LeftInRemoving(id))
        {
            _engine.Remove(left, token);
        }
    }

    /// <inheritdoc/>
    public DriverPresence Presence(CacheId id) => RecordedTree.PresenceOf(_layout.Layer(id), _layout.Deviations(id));

    /// <inheritdoc/>
    public IEnumerable<CacheId> List() => LayerDirectories.IdsOf(LayerDirectories.Below(_layout.Layers).Concat(LayerDirectories.Below(_layout.StagingArea)));

    /// <inheritdoc/>
    public IReadOnlyList<Change> Changes(CacheId id, CacheId? parent, CancellationToken token) =>
        _engine.Compare(parent is { } older ? Committed(older) : null, Committed(id), token);

    /// <summary>Docker has no such data for vfs; <c>SourceDir</c> is containerd's and Podman's name for the same.</summary>
    public IReadOnlyDictionary<string, string> Describe(CacheId id) => new Dictionary<string, string> { ["SourceDir"] = _layout.Layer(id) };

    /// <inheritdoc/>
    public void Sync() => _engine.Sync(_layout.Root);
}
