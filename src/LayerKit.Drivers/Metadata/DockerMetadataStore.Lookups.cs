using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Drivers.Metadata;

/// <content>Look-ups and pins. Docker's layout has no indexes: all but those by name and ChainID read one file of every record.</content>
public sealed partial class DockerMetadataStore
{
    /// <inheritdoc/>
    public bool HasLayer(ChainId chainId) => Directory.Exists(_db.Layer(chainId));

    /// <inheritdoc/>
    public IEnumerable<ChainId> FindByDiffId(DiffId diffId) => _db.ChainIds().Where(chainId => RecordOf(chainId).DiffId() == diffId);

    /// <inheritdoc/>
    public IEnumerable<ChainId> FindByPrefix(string hex)
    {
        Digest.ThrowIfNoHexPrefix(hex);
        return _db.ChainIds().Where(chainId => chainId.Hex.StartsWith(hex, StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public ChainId? FindByCacheId(CacheId id)
    {
        foreach (ChainId chainId in _db.ChainIds())
        {
            if (RecordOf(chainId).LayerIds().Contains(id))
            {
                return chainId;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public IEnumerable<ChainId> Children(ChainId parent) => _db.ChainIds().Where(chainId => RecordOf(chainId).Parent() == parent);

    /// <inheritdoc/>
    public IEnumerable<string> RWLayers(ChainId parent) => _db.MountNames().Where(name => new RecordDirectory(Path.Combine(_db.Mounts, name)).Parent() == parent);

    /// <inheritdoc/>
    public IEnumerable<string> Pins() => _pins.Names();

    /// <inheritdoc/>
    public IEnumerable<string> Pins(ChainId chainId) => _pins.Names().Where(name => _pins.Find(name)?.ChainId == chainId);

    /// <inheritdoc/>
    public PinRecord? FindPin(string name) => _pins.Find(name);

    /// <inheritdoc/>
    public void PutPin(PinRecord pin)
    {
        ArgumentNullException.ThrowIfNull(pin);
        pin.ThrowIfInvalid();
        _pins.Put(pin);
    }

    /// <inheritdoc/>
    public bool RemovePin(string name) => _pins.Remove(name);

    private RecordDirectory RecordOf(ChainId chainId) => new(_db.Layer(chainId));
}
