using LayerKit.Drivers.Portable;
using LayerKit.Drivers.Tree;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Registration;

namespace LayerKit.Drivers.Content;

/// <summary>Keeps payloads once by their SHA-256, and of each layer an index. It needs no rights and no particular file system, and mounts nothing.</summary>
/// <remarks>
/// <para>Layout below the root: <c>objects/&lt;2 hex&gt;/&lt;62 hex&gt;</c>, the payloads of all layers; <c>layers/&lt;id&gt;</c>, one index per layer;
/// <c>staging/&lt;id&gt;/</c> for what is half made, <c>removing/</c> for what is half removed; <c>lock</c>. Names out of a layer are only ever inside an
/// index, so that every layer can be kept on file systems that ignore case or forbid names.</para>
/// <para>Payloads below 4096 bytes are kept in runs of some dozens. A run is shared by layers that have the same small files in the same order.</para>
/// <para>Invariant: an index in <c>layers</c> is a claim on the objects it lists; none of them is removed while it is there. A layer is committed when
/// its index is in <c>layers</c> and its directory in <c>staging</c> is gone.</para>
/// </remarks>
[LayerDriver("content", Priority = 5)]
public sealed partial class ContentDriver : ILayerDriver, ICheckout, IUsage, IDescribesLayers, ISync
{
    private readonly ITreeEngine _engine = OperatingSystem.IsLinux() ? new LinuxTreeEngine() : new PortableTreeEngine();
    private readonly ContentLayout _layout;
    private readonly ClaimLock _claims;
    private readonly ObjectStore _objects;

    /// <summary>Opens the driver, making its directories below the context's root.</summary>
    /// <exception cref="IOException">A directory cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">A directory may not be made.</exception>
    public ContentDriver(DriverContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _layout = new ContentLayout(context.Root);
        if (!context.ReadOnly)
        {
            _layout.Create();
        }

        _claims = new ClaimLock(_layout.Lock);
        _objects = new ObjectStore(_layout);
    }

    /// <inheritdoc/>
    public DriverStatus Status => [("Backing Filesystem", new DriveInfo(_layout.Root).DriveFormat)];

    /// <summary>Always supported.</summary>
    public static DriverProbe Probe(DriverContext context) => DriverProbe.Supported;

    /// <inheritdoc/>
    public ILayerWriter Create(CacheId id, CacheId? parent, CancellationToken token)
    {
        if (File.Exists(_layout.Index(id)) && !Directory.Exists(_layout.Staging(id)))
        {
            throw new IOException($"content has a layer {id} already; remove it first");
        }

        if (parent is { } below)
        {
            ThrowIfNotCommitted(below);
        }

        Remove(id, token);
        return new ContentWriter(this, id, parent, new StagedLayer(_layout, _objects, id));
    }

    /// <summary>Opens a committed layer: the entries of this very layer, not those below it.</summary>
    /// <exception cref="InvalidDataException">Its index is damaged.</exception>
    /// <exception cref="StoreFormatException">A later version wrote its index.</exception>
    /// <inheritdoc/>
    public ILayerContent Open(CacheId id) => new StoredContent(ReadIndex(id), _objects);

    /// <inheritdoc/>
    public void Remove(CacheId id, CancellationToken token)
    {
        string removing = _layout.Removing(id);
        if (File.Exists(_layout.Index(id)))
        {
            File.Move(_layout.Index(id), removing, overwrite: true);
        }

        if (Directory.Exists(_layout.Staging(id)))
        {
            Directory.Delete(_layout.Staging(id), recursive: true);
        }

        if (File.Exists(removing))
        {
            new ObjectSweep(_layout, _claims, id).Run(token);
            File.Delete(removing);
        }

        foreach (string left in _layout.LeftInRemoving(id))
        {
            File.Delete(left);
        }
    }

    /// <summary>Looks at the index alone, not at each object.</summary>
    /// <inheritdoc/>
    public DriverPresence Presence(CacheId id)
    {
        if (!File.Exists(_layout.Index(id)) || Directory.Exists(_layout.Staging(id)))
        {
            return DriverPresence.Absent;
        }

        try
        {
            IndexFile.ReadHeader(_layout.Index(id));
            return DriverPresence.Committed;
        }
        catch (Exception e) when (e is InvalidDataException or StoreFormatException)
        {
            return DriverPresence.Damaged;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<CacheId> List() => _layout.Ids();

    /// <summary>Where the index is.</summary>
    public IReadOnlyDictionary<string, string> Describe(CacheId id) => new Dictionary<string, string> { ["IndexFile"] = _layout.Index(id) };

    /// <inheritdoc/>
    public void Sync() => _engine.Sync(_layout.Root);

    /// <summary>Commits a layer whose index is complete.</summary>
    /// <exception cref="UnsupportedTarEntryException">It has a hard link to what is certainly not there.</exception>
    internal void Publish(StagedLayer layer, byte[] index, CacheId? parent)
    {
        new LinkTargets(new IndexFile(index, "of a new layer"), Chain(parent)).ThrowIfAnyIsMissing();
        layer.Publish(index, _claims);
    }

    /// <summary>The indexes of a layer and of those below it, each read when it is asked for.</summary>
    private IEnumerable<IndexFile> Chain(CacheId? top)
    {
        for (CacheId? id = top; id is { } present;)
        {
            IndexFile index = ReadIndex(present);
            yield return index;
            id = index.Parent;
        }
    }

    private IndexFile ReadIndex(CacheId id)
    {
        ThrowIfNotCommitted(id);
        string file = _layout.Index(id);
        return new IndexFile(File.ReadAllBytes(file), file);
    }

    private void ThrowIfNotCommitted(CacheId id)
    {
        if (!File.Exists(_layout.Index(id)) || Directory.Exists(_layout.Staging(id)))
        {
            throw new DirectoryNotFoundException($"content has no layer {id} in {_layout.Layers}");
        }
    }
}
