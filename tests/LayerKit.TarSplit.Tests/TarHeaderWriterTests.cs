using System.Buffers;
using System.Text;

namespace LayerKit.TarSplit.Tests;

public sealed class TarHeaderWriterTests : IDisposable
{
    private const byte File = TarTypeFlag.File;

    private static readonly SampleMember[] Samples =
    [
        Named("plain", File) with { Content = "content"u8.ToArray() },
        Named("dir/", TarTypeFlag.Directory) with { Mode = 0x3FF },
        Named(new string('a', 100), File) with { Content = new byte[512] },
        Named(new string('a', 101), File) with { Content = new byte[513] },
        Named(new string('p', 155) + "/" + new string('n', 100), File),
        Named(new string('p', 156) + "/" + new string('n', 99), File),
        Named(new string('p', 100) + "/", TarTypeFlag.Directory),
        Named("deep/" + new string('d', 120) + "/", TarTypeFlag.Directory),
        Named("caf\u00e9/\u4e16", File),
        new([0x66, 0xE9, .. new byte[200].Select(_ => (byte)0xFF)], File),
        Named("symbolic", TarTypeFlag.SymbolicLink) with { LinkName = Encoding.UTF8.GetBytes(new string('t', 100)) },
        Named("symbolic-long", TarTypeFlag.SymbolicLink) with { LinkName = Encoding.UTF8.GetBytes(new string('t', 101)) },
        Named("hard", TarTypeFlag.HardLink) with { LinkName = "plain"u8.ToArray() },
        Named("null", TarTypeFlag.CharacterDevice) with { Device = (1, 3) },
        Named("disk", TarTypeFlag.BlockDevice) with { Device = (4095, 1_048_575) },
        Named("fifo", TarTypeFlag.Fifo),
        Named("owned", File) with { Owner = (2_097_151, 2_097_152) },
        Named("owned-by-many", File) with { Owner = (4_294_967_294, 0) },
        Named("old", File) with { Time = (-1, 0) },
        Named("older", File) with { Time = (-2, 500_000_000) },
        Named("half-a-second-before", File) with { Time = (-1, 500_000_000) },
        Named("precise", File) with { Time = (1_600_000_000, 123_456_789) },
        Named("round", File) with { Time = (1_600_000_000, 120_000_000) },
        Named("far", File) with { Time = (8_589_934_592, 1) },
        Named("attributes", File) with { Xattrs = [Xattr("user.b", "1\n2\0="), Xattr("user.a", ""), Xattr("user.long", new string('x', 2_000))] },
    ];

    private readonly TempRoot _root = new();

    [Fact]
    public void Every_member_is_read_back_as_it_was_written()
    {
        using var source = new StreamTarSource(new MemoryStream(Write(Samples)));
        using var disassembler = new TarDisassembler(source);
        foreach (SampleMember sample in Samples)
        {
            Assert.True(disassembler.Read());
            sample.AssertSame(disassembler.Member);
        }

        Assert.False(disassembler.Read());
        Assert.Equal(1024, disassembler.Segment[^1024..].Length);
        Assert.False(disassembler.ReadTrailing());
    }

    [Fact]
    public void What_fits_into_ustar_has_one_block_and_what_does_not_has_three()
    {
        Assert.Equal(512, HeaderOf(Named("plain", File)).Length);
        Assert.Equal(512, HeaderOf(Named(new string('p', 155) + "/" + new string('n', 100), File)).Length);
        Assert.Equal(512, HeaderOf(Named("caf\u00e9", File)).Length);
        Assert.Equal(512, HeaderOf(Named("a", File) with { Size = (1L << 33) - 1 }).Length);
        Assert.Equal(1536, HeaderOf(Named("a", File) with { Size = 1L << 33 }).Length);
        Assert.Equal(1536, HeaderOf(Named("a", File) with { Time = (0, 1) }).Length);
    }

    [Fact]
    public void Sizes_beyond_eight_gibibytes_are_read_back()
    {
        using var source = new StreamTarSource(new MemoryStream(HeaderOf(Named("a", File) with { Size = (1L << 33) + 5 })));
        using var disassembler = new TarDisassembler(source);
        Assert.True(disassembler.Read());
        Assert.Equal((1L << 33) + 5, disassembler.Member.PayloadLength);
    }

    [Fact]
    public void A_record_counts_the_digits_of_its_own_length()
    {
        for (int length = 1; length < 1_100; length++)
        {
            SampleMember sample = Named("a", File) with { Xattrs = [Xattr("user.x", new string('v', length))] };
            using var source = new StreamTarSource(new MemoryStream(HeaderOf(sample)));
            using var disassembler = new TarDisassembler(source);
            Assert.True(disassembler.Read());
            Assert.Equal(length, disassembler.Member.Xattrs[0].Value.Length);
        }
    }

    [Fact]
    public void The_same_members_give_the_same_bytes_without_owner_names_clock_or_process()
    {
        byte[] first = Write(Samples);
        Assert.Equal(first, Write(Samples));
        byte[] header = HeaderOf(Named("a", File) with { Time = (5, 1) });
        Assert.Equal("PaxHeaders/a\0"u8, header.AsSpan(0, 13));
        Assert.All(header[265..329], value => Assert.Equal(0, value));
        Assert.Equal("00000000000\0"u8, header.AsSpan(136, 12));
    }

    [Fact]
    public void Gnu_tar_lists_what_was_written()
    {
        // Not fractions of a second before 1970: GNU tar extracts them rightly (below) but lists them one second late.
        SampleMember[] members =
            [.. Samples.Where(m => m.Name.Length < 100 && m.LinkName.Length < 100 && m.Time is not ( < 0, > 0) && m.Xattrs.Length == 0)];
        System.IO.File.WriteAllBytes(_root["out.tar"], Write(members));
        string[] lines = Gnu.Tar(_root.Path, "-tvf", "out.tar", "--numeric-owner", "--full-time");
        Assert.Equal(
            [
                "-rwxr-xr-x 0/0 7 2020-09-13 12:26:40 plain",
                "drwxrwxrwt 0/0 0 2020-09-13 12:26:40 dir/",
                "hrwxr-xr-x 0/0 0 2020-09-13 12:26:40 hard link to plain",
                "crwxr-xr-x 0/0 1,3 2020-09-13 12:26:40 null",
                "brwxr-xr-x 0/0 4095,1048575 2020-09-13 12:26:40 disk",
                "prwxr-xr-x 0/0 0 2020-09-13 12:26:40 fifo",
                "-rwxr-xr-x 2097151/2097152 0 2020-09-13 12:26:40 owned",
                "-rwxr-xr-x 4294967294/0 0 2020-09-13 12:26:40 owned-by-many",
                "-rwxr-xr-x 0/0 0 1969-12-31 23:59:59 old",
                "-rwxr-xr-x 0/0 0 2020-09-13 12:26:40.123456789 precise",
                "-rwxr-xr-x 0/0 0 2020-09-13 12:26:40.12 round",
                "-rwxr-xr-x 0/0 0 2242-03-16 12:56:32.000000001 far",
            ],
            lines[..2].Concat(lines[^10..]).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
    }

    [Fact]
    public void Gnu_tar_extracts_what_was_written()
    {
        SampleMember[] members = [.. Samples.Where(m => m.Name[0] != 'f' && m.Type is not (TarTypeFlag.BlockDevice or TarTypeFlag.CharacterDevice))];
        System.IO.File.WriteAllBytes(_root["out.tar"], Write(members));
        Directory.CreateDirectory(_root["out"]);
        Gnu.Tar(_root["out"], "--xattrs", "--numeric-owner", "--warning=no-timestamp", "-xpf", "../out.tar");
        Assert.Equal("content", System.IO.File.ReadAllText(_root["out/hard"]));
        Assert.Equal(513, new FileInfo(_root["out/" + new string('a', 101)]).Length);
        Assert.True(System.IO.File.Exists(_root["out/" + new string('p', 156) + "/" + new string('n', 99)]));
        Assert.Equal(new string('t', 101), new FileInfo(_root["out/symbolic-long"]).LinkTarget);
        Assert.Equal(DateTime.UnixEpoch.AddTicks(16_000_000_001_234_567), System.IO.File.GetLastWriteTimeUtc(_root["out/precise"]));
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(-1.5), System.IO.File.GetLastWriteTimeUtc(_root["out/older"]));
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(-0.5), System.IO.File.GetLastWriteTimeUtc(_root["out/half-a-second-before"]));
        string[] repacked = Gnu.Tar(_root["out"], "--xattrs", "--format=posix", "-cf", "../again.tar", "attributes");
        Assert.Empty(repacked);
        using var source = new StreamTarSource(System.IO.File.OpenRead(_root["again.tar"]));
        using var disassembler = new TarDisassembler(source);
        Assert.True(disassembler.Read());
        Assert.Equal(
            Samples[^1].Xattrs.Select(SampleMember.Show).Order(StringComparer.Ordinal),
            disassembler.Member.Xattrs.Select(SampleMember.Show).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_a_tar_cannot_hold_is_refused()
    {
        Assert.Throws<ArgumentException>(() => HeaderOf(Named("", File)));
        Assert.Throws<ArgumentException>(() => HeaderOf(Named("a\0b", File)));
        Assert.Throws<ArgumentException>(() => HeaderOf(Named("a", File) with { LinkName = [0] }));
        Assert.Throws<ArgumentException>(() => HeaderOf(Named("a", File) with { Xattrs = [Xattr("user.a=b", "")] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => HeaderOf(Named("a", File) with { Owner = (-1, 0) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => HeaderOf(Named("a", File) with { Time = (0, 1_000_000_000) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => HeaderOf(Named("a", TarTypeFlag.BlockDevice) with { Device = (0, 2_097_152) }));
    }

    public void Dispose() => _root.Dispose();

    private static SampleMember Named(string name, byte type) => new(Encoding.UTF8.GetBytes(name), type);

    private static TarXattr Xattr(string name, string value) => new(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));

    private static byte[] HeaderOf(SampleMember member)
    {
        var output = new ArrayBufferWriter<byte>();
        TarHeaderWriter.WriteHeader(output, member.Header);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Write(SampleMember[] members)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (SampleMember member in members)
        {
            TarHeaderWriter.WriteHeader(output, member.Header);
            output.Write(member.Content);
            TarHeaderWriter.WritePadding(output, member.Content.Length);
        }

        TarHeaderWriter.WriteEndMarker(output);
        return output.WrittenSpan.ToArray();
    }
}
