using System.Text;

namespace LayerKit.TarSplit.Tests;

public sealed class TarMemberTests
{
    [Theory]
    [InlineData('\0', "old/", '5')]
    [InlineData('\0', "old", '0')]
    [InlineData('7', "contiguous", '0')]
    [InlineData('0', "slash/", '0')]
    [InlineData('3', "null", '3')]
    [InlineData('D', "gnu-dump", 'D')]
    public void Old_ways_of_saying_file_and_directory_are_translated(char type, string name, char expected) =>
        Read(new TarBuilder().Entry(name, type), member => Assert.Equal((byte)expected, member.TypeFlag));

    [Theory]
    [InlineData('1', 0)]
    [InlineData('2', 0)]
    [InlineData('3', 0)]
    [InlineData('4', 0)]
    [InlineData('5', 0)]
    [InlineData('6', 0)]
    [InlineData('0', 600)]
    [InlineData('7', 600)]
    [InlineData('V', 600)]
    public void Only_files_and_unknown_types_have_a_payload_whatever_the_size_says(char type, int payload)
    {
        TarBuilder tar = new TarBuilder().Header(new RawHeader { Type = type, Size = 600 });
        Read(payload > 0 ? tar.Zeros(1024) : tar, member => Assert.Equal((600, payload), (member.Size, member.PayloadLength)));
        RoundTripTests.AssertExact(tar.File("after", [1]).End(), lines: 5);
    }

    [Fact]
    public void The_ustar_prefix_comes_before_the_name() =>
        Read(
            new TarBuilder().Header(new RawHeader { Name = "name"u8.ToArray(), Prefix = "a/b"u8.ToArray() }),
            member => Assert.Equal("a/b/name", Encoding.UTF8.GetString(member.Name)));

    [Fact]
    public void A_star_header_has_a_shorter_prefix()
    {
        byte[] prefix = Encoding.ASCII.GetBytes(new string('p', 131) + "0000");
        Read(
            new TarBuilder().Header(new RawHeader { Name = "n"u8.ToArray(), Prefix = prefix, Trailer = "tar\0" }),
            member => Assert.Equal(new string('p', 131) + "/n", Encoding.UTF8.GetString(member.Name)));
    }

    [Fact]
    public void A_gnu_header_has_times_where_ustar_has_the_prefix()
    {
        byte[] times = "14371624401\014371624401\0"u8.ToArray();
        Read(new TarBuilder().Header(new RawHeader { Prefix = times, Magic = "ustar  \0" }), member => Assert.Equal("file"u8, member.Name));
        Read(
            new TarBuilder().Header(new RawHeader { Prefix = "written/by/old/go/here"u8.ToArray(), Magic = "ustar  \0" }),
            member => Assert.Equal("written/by/old/go/here/file"u8, member.Name));
    }

    [Fact]
    public void A_v7_header_has_neither_prefix_nor_devices() =>
        Read(
            new TarBuilder().Header(new RawHeader { Type = '3', Magic = "", Prefix = "p"u8.ToArray(), DeviceMajor = "junk"u8.ToArray() }),
            member => Assert.Equal(("file", 0u), (Encoding.UTF8.GetString(member.Name), member.DeviceMajor)));

    [Fact]
    public void Device_numbers_are_read() =>
        Read(
            new TarBuilder().Header(new RawHeader { Type = '3', DeviceMajor = "0000001\0"u8.ToArray(), DeviceMinor = "3777777\0"u8.ToArray() }),
            member => Assert.Equal((1u, 0xFFFFFu), (member.DeviceMajor, member.DeviceMinor)));

    [Fact]
    public void Base_256_numbers_are_read_negative_ones_too()
    {
        var header = new RawHeader
        {
            UserId = [0x80, 0, 0, 0, 0x80, 0, 0, 1],
            GroupId = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE],
            SizeField = [0x80, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0],
            ModifiedTime = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xD4],
        };
        Read(
            new TarBuilder().Header(header),
            member => Assert.Equal((0x80000001L, -2L, 0x200000000L, -300L), (member.UserId, member.GroupId, member.PayloadLength, member.ModifiedSeconds)));
    }

    [Theory]
    [InlineData("1350244992.023960108", 1350244992, 23960108)]
    [InlineData("1350244992.0239601089", 1350244992, 23960108)]
    [InlineData("1350244992.3", 1350244992, 300000000)]
    [InlineData("1350244992", 1350244992, 0)]
    [InlineData("-1.5", -2, 500000000)]
    [InlineData("-0.25", -1, 750000000)]
    [InlineData("-1.000000000", -1, 0)]
    [InlineData("0.000000001", 0, 1)]
    public void Pax_times_are_read(string text, long seconds, int nanoseconds) =>
        Read(
            new TarBuilder().Pax(("mtime", text)).Entry("a", '0'),
            member => Assert.Equal((seconds, nanoseconds), (member.ModifiedSeconds, member.ModifiedNanoseconds)));

    [Fact]
    public void Pax_records_win_over_the_header_and_gnu_names_over_both()
    {
        TarBuilder tar = new TarBuilder()
            .Pax(("path", "pax-name"), ("linkpath", "pax-link"), ("uid", "3000000000"), ("gid", "7"), ("size", "0"), ("comment", "x"))
            .Header(new RawHeader { Type = '0', LinkName = "header-link"u8.ToArray(), Size = 9 })
            .GnuLong('L', "gnu-name").Pax(("path", "pax-name")).Entry("header-name", '0');
        Read(tar, member =>
        {
            Assert.Equal("pax-name"u8, member.Name);
            Assert.Equal("pax-link"u8, member.LinkName);
            Assert.Equal((3000000000L, 7L, 0L), (member.UserId, member.GroupId, member.PayloadLength));
        });
        Read(tar, member => Assert.Equal("gnu-name"u8, member.Name), skip: 1);
    }

    [Fact]
    public void A_later_pax_header_replaces_the_one_before() =>
        Read(
            new TarBuilder().Pax(("path", "first"), ("uid", "5")).Pax(("gid", "6")).Entry("own", '0'),
            member => Assert.Equal(("own", 0L, 6L), (Encoding.UTF8.GetString(member.Name), member.UserId, member.GroupId)));

    [Fact]
    public void Xattrs_keep_their_order_and_bytes_and_are_the_members_own()
    {
        TarBuilder tar = new TarBuilder()
            .Pax(("SCHILY.xattr.user.b", "1"), ("SCHILY.xattr.user.a", "\0\n\u00ff="), ("SCHILY.xattr.user.empty", ""), ("SCHILY.xattr.user.b", "2"))
            .Entry("a", '0').Entry("b", '0');
        Read(tar, member => Assert.Equal(
            ["user.a=000AFF3D", "user.empty=", "user.b=32"],
            member.Xattrs.Select(x => Encoding.UTF8.GetString(x.Name.Span) + "=" + Convert.ToHexString(x.Value.Span))));
        Read(tar, member => Assert.Empty(member.Xattrs), skip: 1);
    }

    [Fact]
    public void A_global_header_is_a_member_without_payload_and_leaves_the_next_alone()
    {
        TarBuilder tar = new TarBuilder().Pax('g', "global", ("path", "wrong"), ("uid", "9")).Entry("own", '0');
        Read(tar, member => Assert.Equal((true, "global", 0L), (member.IsGlobalHeader, Encoding.UTF8.GetString(member.Name), member.PayloadLength)));
        Read(tar, member => Assert.Equal(("own", 0L), (Encoding.UTF8.GetString(member.Name), member.UserId)), skip: 1);
    }

    [Fact]
    public void Sparse_files_are_recognised_in_the_old_gnu_format()
    {
        var header = new RawHeader { Type = 'S', Size = 512, Magic = "ustar  \0", Patches = [(482, [1]), (483, "00000200000\0"u8.ToArray())] };
        byte[] map = new byte[512];
        TarBuilder tar = new TarBuilder().Header(header).Bytes(map).Bytes(new byte[512]);
        Read(tar, member => Assert.Equal((true, true, 65536L, 512L), (member.IsSparse, member.IsRegularFile, member.Size, member.PayloadLength)));
        RoundTripTests.AssertExact(tar.End(), lines: 3);
    }

    [Fact]
    public void Sparse_files_are_recognised_in_the_pax_formats()
    {
        TarBuilder tar = new TarBuilder()
            .Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "real"), ("GNU.sparse.realsize", "65536"))
            .File("GNUSparseFile.0/real", new byte[512]).File("plain", [1]);
        Read(tar, member => Assert.Equal((true, "real", 65536L), (member.IsSparse, Encoding.UTF8.GetString(member.Name), member.Size)));
        Read(tar, member => Assert.Equal((false, 1L), (member.IsSparse, member.Size)), skip: 1);
    }

    [Fact]
    public void A_checksum_of_signed_bytes_is_accepted() =>
        Read(new TarBuilder().Header(new RawHeader { Name = [0xE9, 0xE8], SignedChecksum = true }), member => Assert.Equal(2, member.Name.Length));

    private static void Read(TarBuilder tar, Action<TarMember> check, int skip = 0)
    {
        using var disassembler = new TarDisassembler(new ChunkedSource(tar.ToArray(), () => 700));
        for (int i = 0; i <= skip; i++)
        {
            Assert.True(disassembler.Read());
        }

        check(disassembler.Member);
    }
}
