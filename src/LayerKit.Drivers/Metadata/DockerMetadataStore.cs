using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;
using LayerKit.Registration;

namespace LayerKit.Drivers.Metadata;

/// <summary>Docker's own records, byte for byte: opens a Docker data root, and writes one that Docker opens.</summary>
/// <remarks>
/// <para>The format is that of moby's daemon/internal/layer/filestore.go: <c>image/DRIVER/layerdb</c> with a directory of small files for
/// each layer below <c>sha256</c> and for each RW layer below <c>mounts</c>. Intents, pins and quarantined records have no place there and lie in
/// LayerKit's own directory, where Docker does not look.</para>
/// <para>A root may be Docker's too. Which records are LayerKit's own is written down; of those, the layers that an image of Docker's is made of, and of all others each one,
/// have a foreign owner and are never removed. While the store is open, dockerd cannot start on the root.</para>
/// <para>Invariant: a record appears and disappears by one rename, and nothing is kept in memory between calls, so that several processes may use
/// a root at once. What a stopped process left lies under names that follow from an orphan's id, and goes with <see cref="Forget"/>.</para>
/// <para>Errors of the file system reach the caller as the <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> they are.</para>
/// </remarks>
[MetadataStore("docker", Priority = 10)]
public sealed partial class DockerMetadataStore : IMetadataStore
{
    private const int ReadAttempts = 8;

    private readonly DurableFiles _files;
    private readonly LayerDb _db;
    private readonly IntentLog _intents;
    private readonly IntentLog _removals;
    private readonly IntentLog _ownLayers;
    private readonly IntentLog _ownMounts;
    private readonly PinDirectory _pins;
    private readonly DockerImages _images;
    private readonly FileStream? _daemon;
    private readonly string _quarantine;

    /// <summary>Opens the records of a root, making the directories that are missing. Reads no record.</summary>
    /// <exception cref="IOException">The directories cannot be made.</exception>
    /// <exception cref="DockerRunningException">dockerd runs on the root, and it is not to be opened read-only.</exception>
    public DockerMetadataStore(MetadataContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _daemon = context.ReadOnly ? null : DaemonLock.Take(context.Root);
        _files = new DurableFiles(context.Sync, context.ReadOnly);
        _db = new LayerDb(context, _files);
        _intents = new IntentLog(Path.Combine(context.LayerKitDirectory, "intents"), _files);
        // Apart from the intents, because those are dropped when a record is found that owns the id, and a record that is being removed still does.
        _removals = new IntentLog(Path.Combine(context.LayerKitDirectory, "removals"), _files);
        _ownLayers = new IntentLog(Path.Combine(context.LayerKitDirectory, "own-layers"), _files);
        _ownMounts = new IntentLog(Path.Combine(context.LayerKitDirectory, "own-mounts"), _files);
        _pins = new PinDirectory(context, _db, _files);
        _images = new DockerImages(_db.Images);
        _quarantine = Path.Combine(context.LayerKitDirectory, "quarantine");
    }

    /// <inheritdoc/>
    public IEnumerable<ChainId> Layers() => _db.ChainIds();

    /// <inheritdoc/>
    public LayerRecord? FindLayer(ChainId chainId) => Find(_db.Layer(chainId), directory => directory.ReadLayer(chainId));

    /// <inheritdoc/>
    public IEnumerable<string> RWLayers() => _db.MountNames();

    /// <inheritdoc/>
    public RWLayerRecord? FindRWLayer(string name) => Find(_db.Mount(name), directory => directory.ReadRWLayer(name));

    /// <inheritdoc/>
    public Stream OpenSplit(ChainId chainId) => new RecordDirectory(_db.Layer(chainId)).OpenSplit();

    /// <inheritdoc/>
    /// <exception cref="IOException">The ids cannot be written down, or there can be no write set; the driver has nothing to make then.</exception>
    public IMetadataTransaction Begin(params ReadOnlySpan<CacheId> owned)
    {
        _files.MakeDirectory(_db.Temporary, DurableFiles.ListedDirectory);
        CacheId[] ids = owned.ToArray();
        _intents.Write(ids);
        return new DockerMetadataTransaction(_db, _files, _pins, Own, _ownLayers, ids);
    }

    /// <summary>Lets dockerd start again; nothing else is held open between calls.</summary>
    public void Dispose() => _daemon?.Dispose();

    private static T? Find<T>(string path, Func<RecordDirectory, T> read)
        where T : class
    {
        // Between two of its files a record may be removed and registered again by somebody else; what is damaged stays so.
        for (int attempt = 1; Directory.Exists(path); attempt++)
        {
            try
            {
                return read(new RecordDirectory(path));
            }
            catch (MetadataCorruptException) when (attempt < ReadAttempts)
            {
                Thread.Yield();
            }
        }

        return null;
    }
}
