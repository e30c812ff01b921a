using System.Text;

namespace LayerKit.TarSplit.Tests;

public sealed class RoundTripTests
{
    private static readonly byte[] Text = "hello tar\n"u8.ToArray();

    [Fact]
    public void An_ordinary_tar_comes_back_as_it_was() =>
        AssertExact(new TarBuilder().File("hello.txt", Text).File("empty", []).Entry("dir/", '5').End(padding: 7168), lines: 8);

    [Fact]
    public void A_tar_with_gnu_long_names_and_links_comes_back_as_it_was()
    {
        string name = new string('n', 300) + "/file";
        byte[] tar = new TarBuilder().GnuLong('L', name).File("nnn", Text).GnuLong('K', name).GnuLong('L', name + "2").Entry("link", '1', "nnn").End();
        AssertExact(tar, lines: 5);
        Assert.Contains(name + "2", Encoding.UTF8.GetString(SplitTar.Of(tar).Json), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_many_mebibytes_comes_back_as_it_was()
    {
        byte[] content = new byte[26_214_400 + 1];
        new Random(7).NextBytes(content);
        byte[] tar = new TarBuilder().File("fat", content).End();
        SplitTar split = SplitTar.Of(tar, 256 * 1024);
        Assert.True(split.Json.Length < 5_000, "the payload must not be among the metadata");
        Assert.True(tar.AsSpan().SequenceEqual(split.Assemble(81_920)));
    }

    [Fact]
    public void A_name_that_is_not_utf8_comes_back_as_it_was()
    {
        byte[] tar = new TarBuilder().File([.. "caf"u8, 0xE9], Text).End();
        AssertExact(tar, lines: 3);
        Assert.Contains("\"name_raw\":\"Y2Fm6Q==\"", Encoding.UTF8.GetString(SplitTar.Of(tar).Json), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(408)]
    [InlineData(9216)]
    public void Extra_zeros_after_the_end_come_back(int extra) => AssertExact(new TarBuilder().File("a", Text).End(extra), lines: 4);

    [Fact]
    public void A_tar_without_end_marker_comes_back_as_it_was()
    {
        AssertExact(new TarBuilder().Entry("name", '0').ToArray(), lines: 2);
        AssertExact(new TarBuilder().File("a", Text).ToArray(), lines: 3);
    }

    [Fact]
    public void One_zero_block_at_the_end_comes_back_as_it_was() => AssertExact(new TarBuilder().File("a", Text).Zeros(512).ToArray(), lines: 3);

    [Fact]
    public void Zeros_alone_come_back_as_they_were() => AssertExact(new byte[1024], lines: 1);

    [Fact]
    public void Nothing_gives_no_line_and_nothing() => AssertExact([], lines: 0);

    [Fact]
    public void An_unpadded_last_payload_comes_back_as_it_was() =>
        AssertExact(new TarBuilder().Header(new RawHeader { Size = Text.Length }).Bytes(Text).ToArray(), lines: 2);

    [Fact]
    public void Padding_that_is_not_zero_comes_back_as_it_was()
    {
        byte[] padding = new byte[512 - Text.Length];
        Array.Fill(padding, (byte)'#');
        AssertExact(new TarBuilder().Header(new RawHeader { Size = Text.Length }).Bytes(Text).Bytes(padding).File("b", Text).End(), lines: 5);
    }

    [Fact]
    public void Junk_after_the_end_marker_comes_back_as_it_was() =>
        AssertExact([.. new TarBuilder().File("a", Text).End(), .. "junk that is no block"u8, .. new TarBuilder().File("b", Text).End()], lines: 4);

    [Fact]
    public void Global_headers_come_back_as_they_were()
    {
        byte[] tar = new TarBuilder().Pax('g', "pax_global_header", ("comment", "abc")).Pax('g', "second", ("path", "x")).File("a", Text).End();
        AssertExact(tar, lines: 7);
    }

    [Fact]
    public void Special_headers_before_the_end_come_back_as_they_were() =>
        AssertExact(new TarBuilder().GnuLong('L', "lost").Pax(("path", "lost")).End(), lines: 1);

    [Fact]
    public void Trailing_bytes_are_cut_into_segments_of_one_mebibyte()
    {
        byte[] tar = new TarBuilder().File("a", Text).End((3 * 1024 * 1024) + 5);
        AssertExact(tar, lines: 7);
    }

    internal static void AssertExact(byte[] tar, int lines)
    {
        foreach (int blockSize in new[] { 1, 511, 512, 4096, 1 << 20 })
        {
            if (blockSize < 512 && tar.Length > 100_000)
            {
                continue;
            }

            SplitTar split = SplitTar.Of(tar, blockSize);
            Assert.Equal(lines, split.Lines);
            Assert.True(tar.AsSpan().SequenceEqual(split.Assemble(1 + (blockSize / 2))), $"differs with blocks of {blockSize}");
        }
    }
}
