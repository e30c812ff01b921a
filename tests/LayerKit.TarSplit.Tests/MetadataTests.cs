using System.Buffers;
using System.Text;

namespace LayerKit.TarSplit.Tests;

public sealed class MetadataTests
{
    private static readonly SampleMember[] Samples =
    [
        Named("empty", TarTypeFlag.File),
        Named("one", TarTypeFlag.File) with { Content = new byte[1] },
        Named("511", TarTypeFlag.File) with { Content = new byte[511], Time = (-5, 250_000_000) },
        Named("512", TarTypeFlag.File) with { Content = new byte[512], Owner = (3_000_000, 4_000_000) },
        Named("513", TarTypeFlag.File) with { Content = new byte[513], Xattrs = [new TarXattr("user.a"u8.ToArray(), "b"u8.ToArray())] },
        Named("dir/", TarTypeFlag.Directory),
        Named("hard", TarTypeFlag.HardLink) with { LinkName = Encoding.UTF8.GetBytes(new string('h', 300)) },
        Named("symbolic", TarTypeFlag.SymbolicLink) with { LinkName = "one"u8.ToArray() },
        Named("null", TarTypeFlag.CharacterDevice) with { Device = (1, 3) },
        Named("disk", TarTypeFlag.BlockDevice) with { Device = (8, 1) },
        Named("pipes/" + new string('f', 200), TarTypeFlag.Fifo),
    ];

    [Fact]
    public void Every_header_is_recovered_from_the_metadata_alone()
    {
        using var reader = new TarSplitReader(new MemoryStream(SplitTar.Of(Write()).Json));
        using var disassembler = new TarDisassembler(new MetadataSource(reader));
        foreach (SampleMember sample in Samples)
        {
            Assert.True(disassembler.Read());
            sample.AssertSame(disassembler.Member);
        }

        Assert.False(disassembler.Read());
    }

    [Fact]
    public void There_is_one_segment_before_each_file_and_one_at_the_end()
    {
        using var reader = new TarSplitReader(new MemoryStream(SplitTar.Of(Write()).Json));
        foreach (SampleMember sample in Samples)
        {
            Assert.True(reader.Read());
            Assert.Equal(TarSplitEntryKind.Segment, reader.Kind);
            Assert.True(reader.Read());
            Assert.Equal(sample.Name, reader.Name);
            Assert.Equal(Crc64Iso.Compute(sample.Content), reader.Crc);
        }

        Assert.True(reader.Read());
        Assert.Equal(1024, reader.Payload.Length);
        Assert.False(reader.Read());
    }

    private static SampleMember Named(string name, byte type) => new(Encoding.UTF8.GetBytes(name), type);

    private static byte[] Write()
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (SampleMember sample in Samples)
        {
            TarHeaderWriter.WriteHeader(output, sample.Header);
            output.Write(sample.Content);
            TarHeaderWriter.WritePadding(output, sample.Content.Length);
        }

        TarHeaderWriter.WriteEndMarker(output);
        return output.WrittenSpan.ToArray();
    }
}
