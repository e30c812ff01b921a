using ZstdSharp;

namespace LayerKit.Images.Blobs;

/// <summary>zstd in one frame.</summary>
internal sealed class ZstdEncoder(Stream output, int level) : LayerEncoder
{
    private readonly CompressionStream _zstd = new(output, level, leaveOpen: true);

    public static new string Version { get; } = typeof(CompressionStream).Assembly.GetName().Version!.ToString();

    public override void Write(ReadOnlySpan<byte> tar) => _zstd.Write(tar);

    public override void Finish() => _zstd.Dispose();

    public override void Dispose() => _zstd.Dispose();
}
