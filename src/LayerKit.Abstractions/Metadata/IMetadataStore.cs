using LayerKit.Identity;

namespace LayerKit.Metadata;

/// <summary>Keeps the records of layers, RW layers and pins, transactionally. What a third party writes to keep them elsewhere.</summary>
/// <remarks>
/// <para>Members are synchronous and may be called from several threads at once. A store that holds resources frees them in Dispose.
/// What is enumerated may be changed meanwhile: each element was there at some time between the first and the last.</para>
/// <para>Members with a body here are what a store may do better: look-ups that read all records, and pins, which a store need not keep.</para>
/// <para>Invariant: every id that a driver may hold is either owned by a record or listed by <see cref="Orphans"/>. That is why
/// <see cref="Begin"/> writes its ids down before the driver makes anything, and a removed record turns its ids into orphans until
/// <see cref="Forget"/>. A crash at any point therefore leaks nothing: the next open removes the orphans.</para>
/// </remarks>
public interface IMetadataStore : IDisposable
{
    /// <summary>The ChainIDs of all layer records, damaged ones included. Reads no record.</summary>
    IEnumerable<ChainId> Layers();

    /// <summary>How many layer records there are, damaged ones included. A store that can count without listing does.</summary>
    int CountLayers() => Layers().Count();

    /// <summary>Reads one layer record; null when there is none.</summary>
    /// <exception cref="Errors.MetadataCorruptException">The record is there and cannot be understood.</exception>
    LayerRecord? FindLayer(ChainId chainId);

    /// <summary>Whether a layer has a record, damaged or not. Reads no record.</summary>
    bool HasLayer(ChainId chainId) => Layers().Contains(chainId);

    /// <summary>The layers made of a plain tar. Of damaged records, those whose DiffID can still be read.</summary>
    IEnumerable<ChainId> FindByDiffId(DiffId diffId) => MetadataLookups.Layers(this, record => record.DiffId == diffId);

    /// <summary>The layers whose ChainID begins with these hex digits, damaged records included. Reads no record.</summary>
    /// <param name="hex">At most 64 lower-case hex digits, without <c>sha256:</c>; none finds every layer.</param>
    /// <exception cref="ArgumentException">It is anything else; <see cref="Digest.ThrowIfNoHexPrefix"/> checks it.</exception>
    IEnumerable<ChainId> FindByPrefix(string hex)
    {
        Digest.ThrowIfNoHexPrefix(hex);
        return Layers().Where(chainId => chainId.Hex.StartsWith(hex, StringComparison.Ordinal));
    }

    /// <summary>The layer whose content a driver keeps under an id; null when no layer record owns it.</summary>
    ChainId? FindByCacheId(CacheId id) => MetadataLookups.Layers(this, record => record.CacheId == id).Select(chainId => (ChainId?)chainId).FirstOrDefault();

    /// <summary>The layers directly on top of one, which itself may have no record. Of damaged records, those whose parent can still be read.</summary>
    IEnumerable<ChainId> Children(ChainId parent) => MetadataLookups.Layers(this, record => record.Parent == parent);

    /// <summary>The names of all RW-layer records, damaged ones included. Reads no record.</summary>
    IEnumerable<string> RWLayers();

    /// <summary>The names of the RW layers directly on top of a layer. Of damaged records, those whose parent can still be read.</summary>
    IEnumerable<string> RWLayers(ChainId parent) => MetadataLookups.RWLayers(this, record => record.Parent == parent);

    /// <summary>Reads one RW-layer record; null when there is none.</summary>
    /// <exception cref="ArgumentException">The name breaks the rules of <see cref="RWLayerName"/>.</exception>
    /// <exception cref="Errors.MetadataCorruptException">The record is there and cannot be understood.</exception>
    RWLayerRecord? FindRWLayer(string name);

    /// <summary>The names of all pins, damaged ones included. A pin that came with a layer is there from the moment the layer is.</summary>
    IEnumerable<string> Pins() => [];

    /// <summary>The names of the pins that keep a layer.</summary>
    /// <exception cref="Errors.MetadataCorruptException">The ChainID of a pin cannot be read; it could be this one.</exception>
    IEnumerable<string> Pins(ChainId chainId) => Pins().Where(name => FindPin(name)?.ChainId == chainId);

    /// <summary>Reads one pin; null when there is none.</summary>
    /// <exception cref="ArgumentException">The name breaks the rules of <see cref="PinName"/>.</exception>
    /// <exception cref="Errors.MetadataCorruptException">The pin is there and cannot be understood.</exception>
    PinRecord? FindPin(string name) => null;

    /// <summary>Writes a pin in one step; a pin of that name, damaged or not, is replaced. Whether the layer exists is the caller's business.</summary>
    /// <exception cref="ArgumentException">The pin breaks the rules of <see cref="PinRecord.ThrowIfInvalid"/>.</exception>
    void PutPin(PinRecord pin) => throw new NotSupportedException("this metadata store keeps no pins");

    /// <summary>Removes a pin, damaged or not, in one step.</summary>
    /// <returns>True when this call removed it, false when there was none.</returns>
    /// <exception cref="ArgumentException">The name breaks the rules of <see cref="PinName"/>.</exception>
    bool RemovePin(string name) => false;

    /// <summary>Opens the split data that were written for a layer, byte for byte; the caller disposes the stream.</summary>
    /// <exception cref="Errors.MetadataCorruptException">The layer has a record but no split data.</exception>
    Stream OpenSplit(ChainId chainId);

    /// <summary>Starts a transaction that will publish one record.</summary>
    /// <param name="owned">The driver ids the record will own. They are written down before this returns.</param>
    /// <returns>A transaction that the caller disposes; without a commit that drops it, and the ids stay orphans until <see cref="Forget"/>.</returns>
    IMetadataTransaction Begin(params ReadOnlySpan<CacheId> owned);

    /// <summary>Removes a layer's record in one step; its cache id becomes an orphan. No record is not an error. Pins stay as they are.</summary>
    void RemoveLayer(ChainId chainId);

    /// <summary>Removes an RW layer's record in one step; its ids become orphans, unless a layer's record has taken its content over meanwhile. No record is not an error.</summary>
    /// <exception cref="ArgumentException">The name breaks the rules of <see cref="RWLayerName"/>.</exception>
    void RemoveRWLayer(string name);

    /// <summary>Ids that no record owns and that the driver may still hold.</summary>
    IReadOnlyList<CacheId> Orphans();

    /// <summary>Forgets an orphan, because the driver holds it no longer. What is not an orphan is left alone.</summary>
    void Forget(CacheId id);

    /// <summary>Who else counts on a layer, as a phrase such as <c>Docker's image sha256:…</c>; null when nobody does. Such a layer is never removed, whatever it is asked for.</summary>
    string? FindForeignOwner(LayerRecord record) => null;

    /// <summary>Who else counts on an RW layer; null when nobody does. Such a one is never removed.</summary>
    string? FindForeignOwner(RWLayerRecord record) => null;

    /// <summary>Puts a damaged layer record out of the way so that the layer can be registered anew, and keeps it for an operator to look at.</summary>
    void Quarantine(ChainId chainId);
}
