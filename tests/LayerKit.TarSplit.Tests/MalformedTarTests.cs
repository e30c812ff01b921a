namespace LayerKit.TarSplit.Tests;

public sealed class MalformedTarTests
{
    [Fact]
    public void A_wrong_checksum_is_refused_with_its_place()
    {
        byte[] tar = new TarBuilder().File("a", [1]).File("b", [2]).End();
        tar[1024] ^= 1;
        Assert.Equal(1024, Assert.Throws<TarFormatException>(() => SplitTar.Of(tar)).Offset);
    }

    [Fact]
    public void A_block_after_one_zero_block_is_refused() =>
        Assert.Equal(1024 + 512, Refuse([.. new TarBuilder().File("a", [1]).Zeros(512).File("b", [2]).End()]).Offset);

    [Fact]
    public void A_partial_block_after_one_zero_block_is_refused() => Refuse(new TarBuilder().File("a", [1]).Zeros(612).ToArray());

    [Theory]
    [InlineData(513)]
    [InlineData(1000)]
    public void A_tar_that_ends_within_a_payload_is_refused(int length) => Refuse(new TarBuilder().File("a", new byte[600]).ToArray()[..length]);

    [Theory]
    [InlineData("5 a\n")]
    [InlineData("99 path=a\n")]
    [InlineData("10 path=ab")]
    [InlineData("x path=a\n")]
    [InlineData("path")]
    [InlineData("8 =abcd\n")]
    [InlineData("-9 path=a\n")]
    [InlineData("12 path=a\0b\n")]
    [InlineData("9 a\0bc=d\n")]
    [InlineData("9 uid=ab\n")]
    [InlineData("11 mtime=a\n")]
    [InlineData("13 mtime=1.a\n")]
    [InlineData("11 size=-5\n")]
    public void A_malformed_pax_record_is_refused(string records) =>
        Refuse(new TarBuilder().RawPax('x', "PaxHeaders/a", System.Text.Encoding.Latin1.GetBytes(records)).File("a", []).End());

    [Fact]
    public void A_special_header_is_accepted_up_to_its_limit_and_refused_beyond()
    {
        RoundTripTests.AssertExact(new TarBuilder().GnuLong('L', new string('n', (1024 * 1024) - 1)).Entry("n", '0').End(), lines: 3);
        Refuse(new TarBuilder().GnuLong('L', new string('n', 1024 * 1024)).Entry("n", '0').End());
    }

    [Fact]
    public void Special_headers_without_end_are_refused_before_they_fill_the_memory()
    {
        byte[] one = new TarBuilder().GnuLong('L', new string('n', 1000)).ToArray();
        var endless = new RepeatingSource(one, 1_000_000);
        Assert.Throws<TarFormatException>(() => SplitTar.Of(endless));
        Assert.True(endless.Given < 20_000, "it must stop near the limit");
    }

    [Theory]
    [InlineData(124, "-0000000001")]
    [InlineData(124, "abc")]
    [InlineData(108, "8")]
    [InlineData(136, "1 2")]
    public void A_field_that_is_no_number_is_refused(int field, string text) =>
        Refuse(new TarBuilder().Header(new RawHeader { Patches = [(field, System.Text.Encoding.ASCII.GetBytes(text))] }).End());

    [Fact]
    public void A_negative_size_is_refused() =>
        Refuse(new TarBuilder().Header(new RawHeader { SizeField = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF] }).End());

    [Fact]
    public void A_number_beyond_64_bits_is_refused() =>
        Refuse(new TarBuilder().Header(new RawHeader { SizeField = [0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0] }).End());

    [Fact]
    public void After_a_failure_there_is_no_next_member()
    {
        using var disassembler = new TarDisassembler(new ChunkedSource(new TarBuilder().File("a", new byte[600]).ToArray()[..1000], () => 512));
        Assert.True(disassembler.Read());
        Assert.Throws<TarFormatException>(() => disassembler.Read());
        Assert.Throws<InvalidOperationException>(() => disassembler.Read());
        Assert.Throws<InvalidOperationException>(() => disassembler.ReadTrailing());
    }

    [Fact]
    public void Every_place_to_cut_a_tar_either_comes_back_exactly_or_is_refused()
    {
        byte[] tar = new TarBuilder().Pax(("path", "long")).File("a", new byte[300]).GnuLong('L', "gnu").File("b", new byte[513]).Entry("d/", '5')
            .Pax('g', "g", ("comment", "c")).Entry("l", '2', "a").End(padding: 700);
        int refused = 0;
        for (int length = 0; length <= tar.Length; length++)
        {
            byte[] cut = tar[..length];
            try
            {
                Assert.True(cut.AsSpan().SequenceEqual(SplitTar.Of(cut).Assemble()), $"cut at {length}");
            }
            catch (TarFormatException)
            {
                refused++;
            }
        }

        // Inside one of nine blocks (seven headers, two of zeros), and anywhere before the last byte of what follows a header.
        Assert.Equal((9 * 511) + 13 + 300 + 4 + 513 + 13, refused);
    }

    private static TarFormatException Refuse(byte[] tar) => Assert.Throws<TarFormatException>(() => SplitTar.Of(tar));
}
