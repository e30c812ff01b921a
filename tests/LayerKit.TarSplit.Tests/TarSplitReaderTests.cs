using System.Globalization;
using System.Text;

namespace LayerKit.TarSplit.Tests;

public sealed class TarSplitReaderTests
{
    [Fact]
    public void Fields_come_in_any_order_and_unknown_ones_are_passed_over()
    {
        using TarSplitReader reader = Open("""
            { "position" : 0, "payload":"AQIDBAUGBwg=", "new":{"a":[1,{"b":null}]}, "size":8, "name":"x", "type":1 }

            {"payload":"aGk=","position":1,"type":2}
            """);
        Assert.True(reader.Read());
        Assert.Equal((TarSplitEntryKind.File, 8L, 0x0102030405060708ul, 0L), (reader.Kind, reader.Size, reader.Crc, reader.Position));
        Assert.Equal("x"u8, reader.Name);
        Assert.True(reader.Payload.IsEmpty);
        Assert.True(reader.Read());
        Assert.Equal(TarSplitEntryKind.Segment, reader.Kind);
        Assert.Equal("hi"u8, reader.Payload);
        Assert.True(reader.Name.IsEmpty);
        Assert.False(reader.Read());
        Assert.Equal(1, reader.Position);
    }

    [Theory]
    [InlineData("a<&>\u2028", @"a\u003c\u0026\u003e\u2028")]
    [InlineData("a<&>\u2028", "a<&>\u2028")]
    [InlineData("\U0001F600\b", @"\ud83d\ude00\b")]
    [InlineData("a/b", @"a\/b")]
    public void Both_forms_of_an_escape_are_the_same_name(string name, string written)
    {
        using TarSplitReader reader = Open($$"""{"type":1,"name":"{{written}}","payload":null,"position":0}""");
        Assert.True(reader.Read());
        Assert.Equal(name, Encoding.UTF8.GetString(reader.Name));
    }

    [Theory]
    [InlineData("""{"type":1,"name":"wrong","name_raw":"Y2Fm6Q==","payload":null,"position":0}""")]
    [InlineData("""{"type":1,"name_raw":"Y2Fm6Q==","name":"wrong","payload":null,"position":0}""")]
    public void A_raw_name_wins(string line)
    {
        using TarSplitReader reader = Open(line);
        Assert.True(reader.Read());
        Assert.Equal("636166E9", Convert.ToHexString(reader.Name));
    }

    [Fact]
    public void Base64_with_escaped_slashes_is_read()
    {
        using TarSplitReader reader = Open("""{"type":2,"payload":"\/\/\/\/","position":0}""");
        Assert.True(reader.Read());
        Assert.Equal("FFFFFF", Convert.ToHexString(reader.Payload));
    }

    [Theory]
    [InlineData("""{"type":3,"payload":"","position":0}""")]
    [InlineData("""{"payload":"","position":0}""")]
    [InlineData("""{"type":2,"payload":"","position":1}""")]
    [InlineData("""{"type":2,"payload":""}""")]
    [InlineData("""{"type":2,"payload":"a","position":0}""")]
    [InlineData("""{"type":2,"payload":5,"position":0}""")]
    [InlineData("""{"type":"2","payload":"","position":0}""")]
    [InlineData("""{"type":2.5,"payload":"","position":0}""")]
    [InlineData("""{"type":1,"name":"a","size":1,"payload":null,"position":0}""")]
    [InlineData("""{"type":1,"name":"a","size":1,"payload":"AAAA","position":0}""")]
    [InlineData("""{"type":1,"name":"a","size":-1,"payload":null,"position":0}""")]
    [InlineData("""{"type":1,"name":"a","size":99999999999999999999,"payload":null,"position":0}""")]
    [InlineData("""{"type":1,"name":"\ud800","payload":null,"position":0}""")]
    [InlineData("""{"type":2,"payload":"","position":0""")]
    [InlineData("""{"type":2,"payload":"","position":0}{}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("x")]
    public void A_malformed_entry_is_an_error_and_stays_one(string line)
    {
        using TarSplitReader reader = Open(line);
        Assert.Equal(0, Assert.Throws<TarSplitFormatException>(() => reader.Read()).Position);
        Assert.Throws<TarSplitFormatException>(() => reader.Read());
    }

    [Fact]
    public void A_line_without_end_is_an_error_and_not_a_full_memory()
    {
        using var reader = new TarSplitReader(new MemoryStream(new byte[2_000_000]), maxLineLength: 300_000);
        Assert.Throws<TarSplitFormatException>(() => reader.Read());
    }

    [Fact]
    public void Ten_thousand_entries_of_all_kinds_come_back_in_order()
    {
        using var json = new MemoryStream();
        using (var writer = new TarSplitWriter(json))
        {
            for (int i = 0; i < 10_000; i++)
            {
                if (i % 3 == 0)
                {
                    writer.WriteSegment(new byte[1 + (i % 2_000)]);
                }
                else
                {
                    writer.WriteFile(NameOf(i), i % 5, (ulong)i);
                }
            }
        }

        json.Position = 0;
        using var reader = new TarSplitReader(json);
        for (int i = 0; i < 10_000; i++)
        {
            Assert.True(reader.Read());
            Assert.Equal(i, reader.Position);
            bool right = i % 3 == 0
                ? reader.Payload.Length == 1 + (i % 2_000)
                : reader.Name.SequenceEqual(NameOf(i)) && reader.Size == i % 5 && reader.Crc == (i % 5 == 0 ? 0 : (ulong)i);
            Assert.True(right, $"entry {i}");
        }

        Assert.False(reader.Read());
    }

    private static byte[] NameOf(int i) =>
        i % 2 == 0 ? Encoding.UTF8.GetBytes("n\u00e9<" + i.ToString(CultureInfo.InvariantCulture)) : [0xFF, (byte)i, (byte)(i >> 8)];

    private static TarSplitReader Open(string json) => new(new MemoryStream(Encoding.UTF8.GetBytes(json)));
}
