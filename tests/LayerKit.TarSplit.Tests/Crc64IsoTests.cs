using System.Globalization;
using System.Text;

namespace LayerKit.TarSplit.Tests;

public sealed class Crc64IsoTests
{
    [Theory]
    [InlineData("", "0000000000000000")]
    [InlineData("a", "3420000000000000")]
    [InlineData("foo", "3c3c303000000000")]
    [InlineData("bar", "2dc416f000000000")]
    [InlineData("baz", "204416f000000000")]
    [InlineData("bif", "300996f000000000")]
    [InlineData("hello\n", "614c3eeee2d81000")]
    [InlineData("123456789", "b90956c775a41001")]
    public void It_is_the_checksum_of_gos_iso_table(string text, string expected) =>
        Assert.Equal(expected, Crc64Iso.Compute(Encoding.ASCII.GetBytes(text)).ToString("x16", CultureInfo.InvariantCulture));

    [Fact]
    public void Pieces_of_any_length_give_what_the_bit_by_bit_definition_gives()
    {
        byte[] bytes = new byte[3_000];
        new Random(64).NextBytes(bytes);
        var crc = new Crc64Iso();
        for (int start = 0, length = 1; start < bytes.Length; start += length, length = (length * 3 % 257) + 1)
        {
            crc.Append(bytes.AsSpan(start, Math.Min(length, bytes.Length - start)));
        }

        Assert.Equal(ByDefinition(bytes), crc.Value);
        Assert.Equal(ByDefinition(bytes), Crc64Iso.Compute(bytes));
        crc.Reset();
        Assert.Equal(0ul, crc.Value);
    }

    private static ulong ByDefinition(byte[] bytes)
    {
        ulong crc = ulong.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xD800000000000000);
            }
        }

        return ~crc;
    }
}
