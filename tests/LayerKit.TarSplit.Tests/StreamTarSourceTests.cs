namespace LayerKit.TarSplit.Tests;

public sealed class StreamTarSourceTests
{
    [Fact]
    public void Every_block_but_the_last_is_full_however_little_the_stream_gives_at_once()
    {
        byte[] bytes = new byte[10_000];
        new Random(5).NextBytes(bytes);
        using var source = new StreamTarSource(new TricklingStream(bytes), 4096);
        List<int> lengths = [];
        List<byte> read = [];
        for (ReadOnlyMemory<byte> block = source.ReadBlock(); !block.IsEmpty; block = source.ReadBlock())
        {
            lengths.Add(block.Length);
            read.AddRange(block.Span);
        }

        Assert.Equal([4096, 4096, 1808], lengths);
        Assert.Equal(bytes, read);
        Assert.True(source.ReadBlock().IsEmpty);
    }

    [Fact]
    public void The_stream_stays_open()
    {
        using var stream = new MemoryStream(new byte[10]);
        new StreamTarSource(stream).Dispose();
        Assert.True(stream.CanRead);
    }
}
