using System.Text;

namespace LayerKit.TarSplit.Tests;

public sealed class TarAssemblerTests
{
    private static readonly byte[] Tar = new TarBuilder().File("first", new byte[100]).File("caf\u00e9", "content"u8.ToArray()).Entry("dir/", '5').End();

    [Theory]
    [InlineData("contenu", "has the CRC64")]
    [InlineData("conten", "ends 1 bytes early")]
    [InlineData("", "ends 7 bytes early")]
    [InlineData("contents", "is longer than 7 bytes")]
    public void Changed_content_is_an_error_that_names_the_file_and_stays_one(string content, string reason)
    {
        using var reader = new TarSplitReader(new MemoryStream(SplitTar.Of(Tar).Json));
        using var assembler = new TarAssembler(
            reader, name => new MemoryStream(name.SequenceEqual("first"u8) ? new byte[100] : Encoding.UTF8.GetBytes(content)));
        PayloadMismatchException error = Assert.Throws<PayloadMismatchException>(() => assembler.CopyTo(Stream.Null));
        Assert.Equal("caf\u00e9", error.Name);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Throws<PayloadMismatchException>(() => assembler.ReadByte());
    }

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        byte[] content = "content"u8.ToArray();
        for (int i = 0; i < content.Length * 8; i++)
        {
            byte[] changed = [.. content];
            changed[i / 8] ^= (byte)(1 << (i % 8));
            using var reader = new TarSplitReader(new MemoryStream(SplitTar.Of(new TarBuilder().File("f", content).End()).Json));
            using var assembler = new TarAssembler(reader, _ => new MemoryStream(changed));
            Assert.Throws<PayloadMismatchException>(() => assembler.CopyTo(Stream.Null));
        }
    }

    [Fact]
    public void Every_file_is_closed_after_its_last_byte_or_with_the_assembler()
    {
        var content = new RewindingStream(new byte[100]);
        SplitTar split = SplitTar.Of(new TarBuilder().File("a", new byte[100]).File("b", new byte[100]).End());
        using var reader = new TarSplitReader(new MemoryStream(split.Json));
        using (var assembler = new TarAssembler(reader, _ => content))
        {
            assembler.ReadExactly(new byte[512 + 100 + 412 + 512 + 50]);
            Assert.Equal(1, content.Closed);
        }

        Assert.Equal(2, content.Closed);
    }

    [Fact]
    public void Empty_files_and_directories_are_not_opened()
    {
        byte[] tar = new TarBuilder().File("empty", []).Entry("dir/", '5').Entry("l", '2', "x").End();
        using var reader = new TarSplitReader(new MemoryStream(SplitTar.Of(tar).Json));
        using var assembler = new TarAssembler(reader, _ => throw new InvalidOperationException());
        byte[] back = new byte[tar.Length];
        assembler.ReadExactly(back);
        Assert.Equal(0, assembler.Read(back));
        Assert.Equal(tar.Length, new TarBuilder().Bytes(back).ToArray().Length);
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_the_openers_error()
    {
        using var reader = new TarSplitReader(new MemoryStream(SplitTar.Of(Tar).Json));
        using var assembler = new TarAssembler(reader, name => throw new FileNotFoundException(Encoding.UTF8.GetString(name)));
        Assert.Equal("first", Assert.Throws<FileNotFoundException>(() => assembler.CopyTo(Stream.Null)).Message);
    }

    [Fact]
    public void Large_reads_go_straight_from_the_file_into_the_callers_buffer()
    {
        SplitTar split = SplitTar.Of(new TarBuilder().File("big", new byte[1_000_000]).End(), 65_536);
        using var reader = new TarSplitReader(new MemoryStream(split.Json));
        int reads = 0;
        using var assembler = new TarAssembler(reader, name => new CountingStream(split.Open(name), () => reads++));
        assembler.ReadExactly(new byte[1_001_000]);
        Assert.Equal(2, reads);
    }
}
