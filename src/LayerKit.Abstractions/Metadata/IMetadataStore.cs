using LayerKit.Identity;

namespace LayerKit.Metadata;

/// <summary>Keeps the records of layers and RW layers, transactionally. What a third party writes to keep them elsewhere.</summary>
/// <remarks>
/// <para>Members are synchronous and may be called from several threads at once. A store that holds resources frees them in Dispose.</para>
/// <para>Invariant: every id that a driver may hold is either owned by a record or listed by <see cref="Orphans"/>. That is why
/// <see cref="Begin"/> writes its ids down before the driver makes anything, and a removed record turns its ids into orphans until
/// <see cref="Forget"/>. A crash at any point therefore leaks nothing: the next open removes the orphans.</para>
/// </remarks>
public interface IMetadataStore : IDisposable
{
    /// <summary>The ChainIDs of all layer records, damaged ones included. Reads no record.</summary>
    IEnumerable<ChainId> Layers();

    /// <summary>Reads one layer record; null when there is none.</summary>
    /// <exception cref="Errors.MetadataCorruptException">The record is there and cannot be understood.</exception>
    LayerRecord? FindLayer(ChainId chainId);

    /// <summary>The names of all RW-layer records, damaged ones included. Reads no record.</summary>
    IEnumerable<string> RWLayers();

    /// <summary>Reads one RW-layer record; null when there is none.</summary>
    /// <exception cref="Errors.MetadataCorruptException">The record is there and cannot be understood.</exception>
    RWLayerRecord? FindRWLayer(string name);

    /// <summary>Opens the split data that were written for a layer, byte for byte; the caller disposes the stream.</summary>
    /// <exception cref="Errors.MetadataCorruptException">The layer has a record but no split data.</exception>
    Stream OpenSplit(ChainId chainId);

    /// <summary>Starts a transaction that will publish one record.</summary>
    /// <param name="owned">The driver ids the record will own. They are written down before this returns.</param>
    /// <returns>A transaction that the caller disposes; without a commit that drops it, and the ids stay orphans until <see cref="Forget"/>.</returns>
    IMetadataTransaction Begin(params ReadOnlySpan<CacheId> owned);

    /// <summary>Removes a layer's record in one step; its cache id becomes an orphan. No record is not an error.</summary>
    void RemoveLayer(ChainId chainId);

    /// <summary>Removes an RW layer's record in one step; its ids become orphans. No record is not an error.</summary>
    void RemoveRWLayer(string name);

    /// <summary>Ids that no record owns and that the driver may still hold.</summary>
    IReadOnlyList<CacheId> Orphans();

    /// <summary>Forgets an orphan, because the driver holds it no longer. What is not an orphan is left alone.</summary>
    void Forget(CacheId id);

    /// <summary>Puts a damaged layer record out of the way so that the layer can be registered anew, and keeps it for an operator to look at.</summary>
    void Quarantine(ChainId chainId);
}
