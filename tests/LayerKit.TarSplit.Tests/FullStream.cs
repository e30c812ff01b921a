namespace LayerKit.TarSplit.Tests;

/// <summary>A file on a device without room.</summary>
internal sealed class FullStream : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count) => throw new IOException("No space left on device");
}
