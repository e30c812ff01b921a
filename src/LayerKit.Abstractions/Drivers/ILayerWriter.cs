namespace LayerKit.Drivers;

/// <summary>Takes the entries of one new layer, in the order of its tar, from one thread.</summary>
/// <remarks>Dispose without <see cref="Commit"/> removes whatever was made. A writer that threw takes no further entries.</remarks>
public interface ILayerWriter : IDisposable
{
    /// <summary>Adds an entry; it replaces what is there, except that a directory merges with a directory.</summary>
    /// <param name="entry">The entry, its path clean and inside the root. Parents that no entry names are made as needed.</param>
    /// <param name="payload">The content of a regular file; empty for all other types.</param>
    void Add(in LayerEntry entry, LayerPayload payload);

    /// <summary>Hides what lower layers have at <paramref name="path"/>. Entries of this layer stay, whether they came before or come after.</summary>
    void Whiteout(ReadOnlySpan<byte> path);

    /// <summary>Hides all that lower layers have inside the directory <paramref name="path"/>. Entries of this layer stay.</summary>
    void Opaque(ReadOnlySpan<byte> path);

    /// <summary>Makes the layer visible under its id. Visible, not durable: the store syncs.</summary>
    void Commit();
}
