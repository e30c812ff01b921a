using System.Text;

namespace LayerKit.TarSplit.Tests;

public sealed class TarSplitWriterTests
{
    [Fact]
    public void Lines_are_those_that_go_writes()
    {
        string json = Write(writer =>
        {
            writer.WriteSegment("how"u8);
            writer.WriteFile("./hurr.txt"u8, 8, 0x0102030405060708);
            writer.WriteSegment("da"u8);
            writer.WriteFile("dir/"u8, 0, 99);
            writer.WriteFile([0x66, 0xE9], 3, ulong.MaxValue);
            writer.WriteFile(default, 0, 0);
            writer.WriteSegment(default);
        });
        Assert.Equal(
            """
            {"type":2,"payload":"aG93","position":0}
            {"type":1,"name":"./hurr.txt","size":8,"payload":"AQIDBAUGBwg=","position":1}
            {"type":2,"payload":"ZGE=","position":2}
            {"type":1,"name":"dir/","payload":null,"position":3}
            {"type":1,"name_raw":"Zuk=","size":3,"payload":"//////////8=","position":4}
            {"type":1,"payload":null,"position":5}

            """,
            json);
    }

    [Theory]
    [InlineData("a<b>&c", @"a\u003cb\u003e\u0026c")]
    [InlineData("q\"b\\s/", @"q\""b\\s/")]
    [InlineData("\n\r\t\b\f\0\u001f\u007f", "\\n\\r\\t\\b\\f\\u0000\\u001f\u007f")]
    [InlineData("\u2027\u2028\u2029\u202a", "\u2027\\u2028\\u2029\u202a")]
    [InlineData("caf\u00e9 \u4e16\U0001F600\ufffd", "caf\u00e9 \u4e16\U0001F600\ufffd")]
    [InlineData("+'`", "+'`")]
    public void Names_are_escaped_as_go_escapes_them(string name, string expected) =>
        Assert.Equal(
            $$"""{"type":1,"name":"{{expected}}","payload":null,"position":0}""" + "\n",
            Write(writer => writer.WriteFile(Encoding.UTF8.GetBytes(name), 0, 0)));

    [Theory]
    [InlineData("C0 80")]
    [InlineData("ED A0 80")]
    [InlineData("F4 90 80 80")]
    [InlineData("61 E2 80")]
    public void What_is_not_utf8_stands_as_base64(string hex)
    {
        byte[] name = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.Contains($"\"name_raw\":\"{Convert.ToBase64String(name)}\"", Write(writer => writer.WriteFile(name, 0, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void Segments_and_names_longer_than_the_buffer_are_written_whole()
    {
        byte[] segment = new byte[300_001];
        new Random(1).NextBytes(segment);
        byte[] name = Encoding.UTF8.GetBytes(new string('<', 40_000));
        string json = Write(writer =>
        {
            for (int i = 0; i < 5; i++)
            {
                writer.WriteFile(name.AsSpan(0, 30_000 + i), 1, 1);
                writer.WriteSegment(segment.AsSpan(i));
            }
        });
        using var reader = new TarSplitReader(new MemoryStream(Encoding.UTF8.GetBytes(json)));
        for (int i = 0; i < 5; i++)
        {
            Assert.True(reader.Read() && reader.Name.SequenceEqual(name.AsSpan(0, 30_000 + i)));
            Assert.True(reader.Read() && reader.Payload.SequenceEqual(segment.AsSpan(i)));
        }

        Assert.False(reader.Read());
    }

    [Fact]
    public void An_output_that_cannot_be_written_fails_when_the_rest_is_flushed()
    {
        var writer = new TarSplitWriter(new FullStream());
        writer.WriteSegment("x"u8);
        Assert.Throws<IOException>(writer.Dispose);
        var other = new TarSplitWriter(new FullStream());
        Assert.Throws<IOException>(() => other.WriteSegment(new byte[100_000]));
        other.Dispose();
    }

    private static string Write(Action<TarSplitWriter> write)
    {
        using var json = new MemoryStream();
        using (var writer = new TarSplitWriter(json))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(json.ToArray());
    }
}
