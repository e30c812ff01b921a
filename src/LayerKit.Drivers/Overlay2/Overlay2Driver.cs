using System.Text;
using LayerKit.Drivers.Tree;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Registration;

namespace LayerKit.Drivers.Overlay2;

/// <summary>Docker's overlay2: each layer is the directory of what it changed, and the kernel's overlayfs shows a chain of them as one tree.</summary>
/// <remarks>
/// <para>Layout below the root, as Docker's: <c>&lt;id&gt;/diff</c>, <c>link</c>, <c>lower</c>, <c>committed</c>, <c>work</c>, <c>merged</c>; <c>l/&lt;26 characters&gt;</c>.
/// LayerKit's own lies in <c>layerkit</c>: <c>staging</c> and <c>removing</c> for what is half made or half removed, <c>staged</c> for layers without a parent yet,
/// <c>deviations/&lt;id&gt;.jsonl</c> for what a layer should have but cannot, such as devices in a user namespace.</para>
/// <para>Invariant: a layer appears and disappears by one rename. Layers are written without a mount, and read back without one unless a path leads through lower layers.</para>
/// <para>Invariant: nothing in an archive takes effect as overlayfs's own attributes or whiteouts; attributes are kept under an escaped name, devices 0:0 are refused.</para>
/// </remarks>
[LayerDriver(DriverName, Priority = 30)]
public sealed partial class Overlay2Driver : ILayerDriver, IReadWriteLayers, IApplyDiff, ICommitReadWrite, INativeDiff, IStagedLayers, ICheckout, IUsage, IDescribesLayers, ISync
{
    private const string DriverName = "overlay2";
    private const UnixFileMode RootMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly LinuxTreeEngine _engine = new();
    private readonly Overlay2Layout _layout;
    private readonly OverlayFeatures _features;
    private readonly OverlayMounter _mounter;

    /// <summary>Opens the driver, making its directories below the context's root.</summary>
    /// <exception cref="DriverOptionException">An option asks for what cannot be had here.</exception>
    /// <exception cref="IOException">A directory cannot be made, or the kernel has no overlayfs for us.</exception>
    /// <exception cref="UnauthorizedAccessException">A directory may not be made.</exception>
    public Overlay2Driver(DriverContext context, Overlay2Options options)
        : this(context, options, OverlayFeatures.Detect())
    {
    }

    internal Overlay2Driver(DriverContext context, Overlay2Options options, OverlayFeatures features)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Size is { } size)
        {
            throw new DriverOptionException(DriverName, [SizeProblem("overlay2.size", size.ToString())]);
        }

        _layout = new Overlay2Layout(context.Root);
        _features = features;
        if (!context.ReadOnly)
        {
            _layout.Create();
        }

        _mounter = new OverlayMounter(_layout, features);
    }

    /// <inheritdoc/>
    public DriverStatus Status =>
    [
        ("Backing Filesystem", new DriveInfo(_layout.Root).DriveFormat),
        ("Supports d_type", "true"),
        ("Using metacopy", "false"),
        ("Native Overlay Diff", "true"),
        ("userxattr", _features.IsUserNamespace ? "true" : "false"),
        ("Lower Layers By Handle", _features.TakesHandles ? "true" : "false"),
    ];

    /// <summary>Tries everything that the driver needs in the place where it would work; nothing when it is only to read, which needs no rights.</summary>
    public static DriverProbe Probe(DriverContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return OverlayTrial.Run(context) is { } reason ? DriverProbe.NotSupported(reason) : DriverProbe.Supported;
    }

    /// <inheritdoc/>
    public ILayerWriter Create(CacheId id, CacheId? parent, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        DeviationLog deviations = Begin(id, parent);
        try
        {
            return new Overlay2Writer(this, id, parent, WriterOver(id, parent, deviations), deviations);
        }
        catch
        {
            RemoveStaging(id);
            throw;
        }
    }

    /// <summary>Reads the layer's own directory; it mounts, where nobody sees it, only for what is in lower layers or behind their links.</summary>
    /// <inheritdoc/>
    public ILayerContent Open(CacheId id)
    {
        ThrowIfAbsent(id);
        OverlayStack stack = ViewOf(id);
        Func<DetachedView>? openView = stack.Lowers.Count > 1 ? () => _mounter.Open(stack) : null;
        return new OverlayContent(Bytes(_layout.Diff(id)), openView, DeviationsOf(id), _features.Names);
    }

    /// <inheritdoc/>
    public void Remove(CacheId id, CancellationToken token)
    {
        Unmount(id);
        if (Directory.Exists(_layout.Layer(id)))
        {
            Directory.Move(_layout.Layer(id), _layout.Removing(id));
        }

        File.Delete(_layout.Deviations(id));
        RemoveStaging(id);
        RemoveStaged(id);
        foreach (string left in _layout.LeftInRemoving(id))
        {
            DropLink(left);
            _engine.Remove(left, token);
        }
    }

    /// <inheritdoc/>
    public DriverPresence Presence(CacheId id)
    {
        if (!Directory.Exists(_layout.Layer(id)))
        {
            return DriverPresence.Absent;
        }

        try
        {
            DeviationFile.Read(_layout.Deviations(id));
            return Directory.Exists(_layout.Diff(id)) && IsLinked(id) ? DriverPresence.Committed : DriverPresence.Damaged;
        }
        catch (Exception e) when (e is InvalidDataException or UnauthorizedAccessException)
        {
            return DriverPresence.Damaged;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<CacheId> List() => _layout.Ids();

    /// <summary>Docker's names: <c>UpperDir</c>, <c>WorkDir</c>, <c>MergedDir</c> and, over other layers, <c>LowerDir</c> with the nearest first.</summary>
    public IReadOnlyDictionary<string, string> Describe(CacheId id)
    {
        Dictionary<string, string> described = new()
        {
            ["UpperDir"] = _layout.Diff(id),
            ["WorkDir"] = _layout.Work(id),
            ["MergedDir"] = _layout.Merged(id),
        };
        if (LowersOf(id) is { Count: > 0 } lowers)
        {
            described["LowerDir"] = string.Join(':', lowers.Select(_layout.Diff));
        }

        return described;
    }

    /// <inheritdoc/>
    public void Sync() => _engine.Sync(_layout.Root);

    private static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path);

    private void ThrowIfAbsent(CacheId id)
    {
        if (!Directory.Exists(_layout.Diff(id)))
        {
            throw new DirectoryNotFoundException($"overlay2 has no layer {id} in {_layout.Root}");
        }
    }
}
