namespace LayerKit.Images.Blobs;

/// <summary>Compresses a tar. Disposing without <see cref="Finish"/> abandons it.</summary>
internal abstract class LayerEncoder : IDisposable
{
    /// <summary>Begins one; the output stays the caller's.</summary>
    public static LayerEncoder Create(LayerCompression compression, Stream output) => compression.Kind switch
    {
        LayerCompressionKind.Gzip => new GzipEncoder(output, compression.Level),
        LayerCompressionKind.Zstd => new ZstdEncoder(output, compression.Level),
        _ => new PlainEncoder(output),
    };

    /// <summary>Which program compresses. With another the same tar may give other bytes, so that blobs of the two are not mixed.</summary>
    public static string Version(LayerCompressionKind kind) => kind switch
    {
        LayerCompressionKind.Gzip => GzipEncoder.Version,
        LayerCompressionKind.Zstd => ZstdEncoder.Version,
        _ => "",
    };

    public abstract void Write(ReadOnlySpan<byte> tar);

    /// <summary>Writes everything that is held back.</summary>
    public abstract void Finish();

    public abstract void Dispose();
}
