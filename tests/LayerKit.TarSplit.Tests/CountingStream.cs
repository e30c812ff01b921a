namespace LayerKit.TarSplit.Tests;

/// <summary>Tells of every read, as each would be a system call.</summary>
internal sealed class CountingStream(Stream inner, Action read) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        read();
        return inner.Read(buffer);
    }
}
