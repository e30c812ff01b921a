using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;
using LayerKit.Registration;

namespace LayerKit.Drivers.Metadata;

/// <summary>Docker's own records, byte for byte: opens a Docker data root, and writes one that Docker opens.</summary>
/// <remarks>
/// <para>The format is that of moby's daemon/internal/layer/filestore.go: <c>image/DRIVER/layerdb</c> with a directory of small files for
/// each layer below <c>sha256</c> and for each RW layer below <c>mounts</c>. Intents and quarantined records have no place there and lie in
/// LayerKit's own directory, where Docker does not look.</para>
/// <para>Invariant: a record appears and disappears by one rename. A write set that never got its rename is deleted by the next open, which is
/// why one process at a time may open a root; the caller sees to that.</para>
/// <para>Errors of the file system reach the caller as the <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> they are.</para>
/// </remarks>
[MetadataStore("docker", Priority = 10)]
public sealed partial class DockerMetadataStore : IMetadataStore
{
    private readonly DurableFiles _files;
    private readonly LayerDb _db;
    private readonly IntentLog _intents;
    private readonly string _quarantine;

    /// <summary>Opens the records of a root, making what is missing, and deletes what stopped transactions left.</summary>
    /// <exception cref="IOException">The directories cannot be made, or the left-overs not deleted.</exception>
    public DockerMetadataStore(MetadataContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _files = new DurableFiles(context.Sync);
        _db = new LayerDb(context, _files);
        _intents = new IntentLog(Path.Combine(context.LayerKitDirectory, "intents"), _files);
        _quarantine = Path.Combine(context.LayerKitDirectory, "quarantine");
        foreach (string writeSet in _db.WriteSets().ToList())
        {
            Directory.Delete(writeSet, recursive: true);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<ChainId> Layers() => _db.ChainIds();

    /// <inheritdoc/>
    public LayerRecord? FindLayer(ChainId chainId) => Find(_db.Layer(chainId), directory => directory.ReadLayer(chainId));

    /// <inheritdoc/>
    public IEnumerable<string> RWLayers() => _db.MountNames();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The name is no file name of at most 255 bytes.</exception>
    public RWLayerRecord? FindRWLayer(string name) => Find(_db.Mount(name), directory => directory.ReadRWLayer(name));

    /// <inheritdoc/>
    public Stream OpenSplit(ChainId chainId) => new RecordDirectory(_db.Layer(chainId)).OpenSplit();

    /// <inheritdoc/>
    /// <exception cref="IOException">The ids cannot be written down, or there can be no write set; the driver has nothing to make then.</exception>
    public IMetadataTransaction Begin(params ReadOnlySpan<CacheId> owned)
    {
        _files.MakeDirectory(_db.Temporary, DurableFiles.ListedDirectory);
        _intents.Write(owned.ToArray());
        return new DockerMetadataTransaction(_db, _files, _intents);
    }

    /// <summary>Nothing is held open between calls.</summary>
    public void Dispose()
    {
    }

    private static T? Find<T>(string path, Func<RecordDirectory, T> read)
        where T : class
    {
        if (!Directory.Exists(path))
        {
            return null;
        }

        try
        {
            return read(new RecordDirectory(path));
        }
        catch (MetadataCorruptException) when (!Directory.Exists(path))
        {
            // Another thread removed the record between two of its files.
            return null;
        }
    }
}
