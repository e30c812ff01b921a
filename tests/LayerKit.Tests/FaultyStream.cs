namespace LayerKit.Tests;

/// <summary>Gives some bytes, then fails.</summary>
internal sealed class FaultyStream(ReadOnlyMemory<byte> bytes) : MemoryStream(bytes.ToArray())
{
    public IOException Fault { get; } = new("the cable was pulled");

    public override int Read(Span<byte> buffer)
    {
        int count = base.Read(buffer);
        return count > 0 ? count : throw Fault;
    }
}
