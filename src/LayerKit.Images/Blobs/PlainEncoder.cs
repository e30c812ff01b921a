namespace LayerKit.Images.Blobs;

/// <summary>The tar as it is.</summary>
internal sealed class PlainEncoder(Stream output) : LayerEncoder
{
    public override void Write(ReadOnlySpan<byte> tar) => output.Write(tar);

    public override void Finish()
    {
    }

    public override void Dispose()
    {
    }
}
