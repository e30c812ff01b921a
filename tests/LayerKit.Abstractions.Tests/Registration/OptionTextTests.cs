using LayerKit.Registration;

namespace LayerKit.Abstractions.Tests.Registration;

public sealed class OptionTextTests
{
    /// <summary>The cases of docker/go-units' own test of RAMInBytes, and ours.</summary>
    [Theory]
    [InlineData("32", 32)]
    [InlineData("32b", 32)]
    [InlineData("32B", 32)]
    [InlineData("32k", 32L << 10)]
    [InlineData("32K", 32L << 10)]
    [InlineData("32kb", 32L << 10)]
    [InlineData("32Kb", 32L << 10)]
    [InlineData("32Kib", 32L << 10)]
    [InlineData("32KIB", 32L << 10)]
    [InlineData("32Mb", 32L << 20)]
    [InlineData("32Gb", 32L << 30)]
    [InlineData("32Tb", 32L << 40)]
    [InlineData("32Pb", 32L << 50)]
    [InlineData("32.5kB", (32L << 10) + 512)]
    [InlineData("32.5 kB", (32L << 10) + 512)]
    [InlineData("32 mb", 32L << 20)]
    [InlineData("0.3 K", 307)]
    [InlineData(".3kB", 307)]
    [InlineData("0.", 0)]
    [InlineData("0. ", 0)]
    [InlineData("0.b", 0)]
    [InlineData("1e3", 1000)]
    [InlineData("8191P", 8191L << 50)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void Sizes_are_read_as_Docker_reads_them(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out ByteSize size));
        Assert.Equal(bytes, size.Bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData(".")]
    [InlineData(". ")]
    [InlineData(" ")]
    [InlineData("  ")]
    [InlineData(" .")]
    [InlineData(" . ")]
    [InlineData("-32")]
    [InlineData("-32b")]
    [InlineData("-32.5 kB")]
    [InlineData(" 32 ")]
    [InlineData("32  mb")]
    [InlineData("32m b")]
    [InlineData("32bm")]
    [InlineData("32kbb")]
    [InlineData("32kx")]
    [InlineData("32exabytes")]
    [InlineData("8192P")]
    [InlineData("9223372036854775808")]
    [InlineData("1e30")]
    [InlineData("0x10")]
    [InlineData("1,5G")]
    public void What_is_no_size_is_refused(string text)
    {
        Assert.False(ByteSize.TryParse(text, out _));
        Assert.Throws<FormatException>(() => ByteSize.Parse(text));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1000, "1000")]
    [InlineData(1536L << 20, "1536M")]
    [InlineData(10L << 30, "10G")]
    [InlineData(2L << 50, "2P")]
    [InlineData(3L << 60, "3072P")]
    public void Sizes_are_written_so_that_they_read_back(long bytes, string text)
    {
        Assert.Equal(text, new ByteSize(bytes).ToString());
        Assert.Equal(bytes, ByteSize.Parse(text).Bytes);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("300ms", 0.3)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5h", 5400)]
    [InlineData("1m1h", 3660)]
    [InlineData("2us", 0.000002)]
    [InlineData("2\u00b5s", 0.000002)]
    [InlineData("200ns", 0.0000002)]
    [InlineData(".5s", 0.5)]
    [InlineData("PT1H30M", 5400)]
    [InlineData("P1DT2H", 93600)]
    [InlineData("P2W", 1209600)]
    [InlineData("PT0.5S", 0.5)]
    public void Durations_are_read_in_Go_s_syntax_and_in_ISO_8601(string text, double seconds)
    {
        Assert.True(OptionText.Duration().TryParse(text, out TimeSpan value));
        Assert.Equal(TimeSpan.FromSeconds(seconds), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("s")]
    [InlineData("1x")]
    [InlineData("-1s")]
    [InlineData("1 s")]
    [InlineData("1..5s")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1")]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("PT1M1H")]
    [InlineData("PT1H1H")]
    [InlineData("P1H")]
    [InlineData("99999999999h")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(OptionText.Duration().TryParse(text, out _));

    [Theory]
    [InlineData(5400, "1h30m")]
    [InlineData(0, "0s")]
    [InlineData(90, "1m30s")]
    [InlineData(0.3, "0.3s")]
    public void Durations_are_written_so_that_they_read_back(double seconds, string text)
    {
        Assert.Equal(text, OptionText.Duration().Format(TimeSpan.FromSeconds(seconds)));
        Assert.True(OptionText.Duration().TryParse(text, out TimeSpan value));
        Assert.Equal(TimeSpan.FromSeconds(seconds), value);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("t", true)]
    [InlineData("T", true)]
    [InlineData("TRUE", true)]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("0", false)]
    [InlineData("f", false)]
    [InlineData("F", false)]
    [InlineData("FALSE", false)]
    [InlineData("false", false)]
    [InlineData("False", false)]
    [InlineData("yes", null)]
    [InlineData("tRUE", null)]
    [InlineData("", null)]
    public void Booleans_are_those_of_Go(string text, bool? expected) =>
        Assert.Equal(expected, OptionText.Bool.TryParse(text, out bool value) ? value : null);

    [Theory]
    [InlineData("0", true)]
    [InlineData("9", true)]
    [InlineData("10", false)]
    [InlineData("-1", false)]
    [InlineData("1.0", false)]
    [InlineData(" 1", false)]
    [InlineData("1_0", false)]
    [InlineData("99999999999999999999", false)]
    public void Whole_numbers_keep_their_range(string text, bool good) =>
        Assert.Equal(good, OptionText.WholeNumber<int>(min: 0, max: 9).TryParse(text, out _));

    [Theory]
    [InlineData("0.25", true)]
    [InlineData("1e-3", true)]
    [InlineData("0,25", false)]
    [InlineData("NaN", false)]
    [InlineData("Infinity", false)]
    public void Numbers_have_a_point_and_an_end(string text, bool good) => Assert.Equal(good, OptionText.Number().TryParse(text, out _));

    [Theory]
    [InlineData("755", 0x1ED)]
    [InlineData("0755", 0x1ED)]
    [InlineData("0o644", 0x1A4)]
    [InlineData("7777", 0xFFF)]
    [InlineData("17777", null)]
    [InlineData("888", null)]
    [InlineData("", null)]
    [InlineData("0o", null)]
    public void File_modes_are_octal(string text, int? bits) =>
        Assert.Equal(bits, OptionText.FileMode.TryParse(text, out UnixFileMode mode) ? (int)mode : null);

    [Theory]
    [InlineData("metadata_only", true)]
    [InlineData("Metadata-Only", true)]
    [InlineData("METADATAONLY", true)]
    [InlineData("metadata", false)]
    [InlineData("1", false)]
    public void Choices_ignore_case_hyphens_and_underscores(string text, bool good) =>
        Assert.Equal(good, OptionText.Choice(("none", 0), ("metadata_only", 1)).TryParse(text, out _));

    [Fact]
    public void What_is_expected_is_a_phrase()
    {
        Assert.Equal("a whole number from 0 to 9", OptionText.WholeNumber<int>(min: 0, max: 9).Expected);
        Assert.Equal("a size such as 10G of at least 1M", OptionText.Size(min: 1 << 20).Expected);
        Assert.Equal("a duration such as 1h30m of at most 1h", OptionText.Duration(max: 3600).Expected);
        Assert.Equal("one of none, full", OptionText.Choice(("none", 0), ("full", 1)).Expected);
        Assert.Equal("a Guid", OptionText.Parsable<Guid>().Expected);
    }
}
