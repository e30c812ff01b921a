namespace LayerKit.Images.Blobs;

/// <summary>The blob of a layer.</summary>
/// <param name="Blob">Compressed, or the tar itself.</param>
/// <param name="TarSize">Bytes of the plain tar.</param>
internal readonly record struct LayerBlob(Blob Blob, long TarSize);
