using LayerKit.Cli.Output;

namespace LayerKit.Cli.Tests.Output;

public sealed class ByteCountTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(1024 * 1024 * 3 / 2, "1.5 MiB")]
    [InlineData(long.MaxValue, "8.0 EiB")]
    public void Bytes_are_shown_in_binary_units(long bytes, string expected) => Assert.Equal(expected, ByteCount.Format(bytes));
}
