namespace LayerKit.Metadata;

/// <summary>One record on its way into a metadata store. Used by one thread; Dispose without <see cref="Commit"/> leaves no trace of the record.</summary>
public interface IMetadataTransaction : IDisposable
{
    /// <summary>Opens the place for a layer's split data, once; the caller writes, then disposes the stream before <see cref="Commit"/>.</summary>
    /// <remarks>The bytes are the store's business only as bytes: LayerKit hands them over compressed and reads them back as they are.</remarks>
    /// <exception cref="InvalidOperationException">They were created before, or the transaction was begun without an id.</exception>
    Stream CreateSplit();

    /// <summary>Sets the record to publish. Its content may be that of an RW layer: then both records own it until the RW layer's is removed, and the transaction has an id of its own.</summary>
    /// <exception cref="ArgumentException">The record breaks the rules of <see cref="LayerRecord.ThrowIfInvalid"/>.</exception>
    void Put(LayerRecord record);

    /// <summary>Sets the record to publish.</summary>
    /// <exception cref="ArgumentException">The record breaks the rules of <see cref="RWLayerRecord.ThrowIfInvalid"/>.</exception>
    void Put(RWLayerRecord record);

    /// <summary>Sets a pin of the layer to publish with it; a pin of that name is replaced then.</summary>
    /// <exception cref="ArgumentException">The pin breaks the rules of <see cref="PinRecord.ThrowIfInvalid"/>.</exception>
    void Put(PinRecord pin) => throw new NotSupportedException("this metadata store keeps no pins");

    /// <summary>Publishes the record and its pin in one step: before, nobody sees it; after, everybody does, and its ids are no orphans.</summary>
    /// <exception cref="InvalidOperationException">
    /// No layer and no RW layer was put, split data are still being written or belong to an RW layer, the pin is of another layer, or the transaction was committed before.
    /// </exception>
    /// <exception cref="IOException">A record with that key is there already, or it cannot be written; nothing was published.</exception>
    void Commit();
}
