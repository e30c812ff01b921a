using System.Text;
using LayerKit.Drivers.Tests.Tree;
using LayerKit.Errors;

namespace LayerKit.Drivers.Tests.Content;

public sealed class EntryTests : IDisposable
{
    private readonly ContentFixture _content = new();

    public void Dispose() => _content.Dispose();

    [Fact]
    public void Everything_of_an_entry_comes_back()
    {
        LayerEntry device = new()
        {
            Path = "dev/x"u8,
            Type = LayerEntryType.BlockDevice,
            Mode = 0xFFF,
            UserId = 4_294_967_294,
            GroupId = -1,
            ModifiedTime = new UnixTime(-5_000_000_000, 999_999_999),
            DeviceMajor = uint.MaxValue,
            DeviceMinor = 7,
            Xattrs = [LayerScript.Attribute("user.a", ""), LayerScript.Attribute("trusted.b", "\0value")],
        };
        using (ILayerWriter writer = _content.Driver.Create(ContentFixture.Base, null, CancellationToken.None))
        {
            writer.Add(device, LayerPayload.Empty);
            writer.Commit();
        }

        using ILayerContent content = _content.Driver.Open(ContentFixture.Base);
        Assert.True(content.TryDescribe("dev/x"u8, out LayerEntry entry));
        Assert.Equal(
            (LayerEntryType.BlockDevice, 0xFFF, 4_294_967_294, -1, new UnixTime(-5_000_000_000, 999_999_999), uint.MaxValue, 7u),
            (entry.Type, entry.Mode, entry.UserId, entry.GroupId, entry.ModifiedTime, entry.DeviceMajor, entry.DeviceMinor));
        Assert.Equal(["user.a=", "trusted.b=\0value"], entry.Xattrs!.Select(xattr => $"{Encoding.UTF8.GetString(xattr.Name.Span)}={Encoding.UTF8.GetString(xattr.Value.Span)}"));
    }

    [Fact]
    public void A_directory_that_no_entry_names_is_there_when_something_is_in_it()
    {
        _content.Make(ContentFixture.Base, null, writer => writer.File("a/b/c", "c").File("ab", "x").Whiteout("gone/x"));
        using ILayerContent content = _content.Driver.Open(ContentFixture.Base);

        Assert.True(content.TryDescribe("a/b"u8, out LayerEntry implied));
        Assert.Equal((LayerEntryType.Directory, 0x1ED, 0L), (implied.Type, implied.Mode, implied.UserId));
        Assert.True(content.TryDescribe(""u8, out LayerEntry root));
        Assert.Equal(LayerEntryType.Directory, root.Type);
        Assert.False(content.TryDescribe("gone"u8, out _));
        Assert.False(content.TryDescribe("gone/x"u8, out _));
        Assert.False(content.TryDescribe("a/bb"u8, out _));
    }

    [Fact]
    public void Hard_links_are_one_file_with_several_names()
    {
        _content.Make(ContentFixture.Base, null, writer => writer.File("f", "one").HardLink("g", "f").HardLink("h", "g").File("other", "two"));
        using ILayerContent content = _content.Driver.Open(ContentFixture.Base);

        Assert.True(content.TryDescribe("f"u8, out LayerEntry file));
        Assert.True(content.TryDescribe("h"u8, out LayerEntry link));
        Assert.True(content.TryDescribe("other"u8, out LayerEntry other));
        Assert.Equal((LayerEntryType.File, 3L, file.FileNumber), (link.Type, link.Size, link.FileNumber));
        Assert.NotEqual(file.FileNumber, other.FileNumber);
        Assert.Equal("one", _content.Read(ContentFixture.Base, "h"));
    }

    [Fact]
    public void Paths_go_through_the_layers_own_symbolic_links_and_never_out_of_it()
    {
        _content.Make(ContentFixture.Base, null, writer => writer
            .File("usr/lib/x", "inside").Symlink("lib", "usr/lib").Symlink("abs", "/usr").Symlink("up", "../../../usr/lib")
            .Symlink("loop", "loop").File("lib/own", "by its own name"));

        Assert.Equal("inside", _content.Read(ContentFixture.Base, "lib/x"));
        Assert.Equal("inside", _content.Read(ContentFixture.Base, "abs/lib/x"));
        Assert.Equal("inside", _content.Read(ContentFixture.Base, "up/x"));
        Assert.Equal("by its own name", _content.Read(ContentFixture.Base, "lib/own"));
        Assert.Throws<FileNotFoundException>(() => _content.Read(ContentFixture.Base, "loop/x"));
        Assert.Throws<FileNotFoundException>(() => _content.Read(ContentFixture.Base, "lib"));
    }

    [Fact]
    public void A_sparse_payload_reads_as_zeros_in_its_holes_and_is_the_same_object_as_the_zeros()
    {
        byte[] whole = new byte[300_000];
        "data"u8.CopyTo(whole.AsSpan(100_000));
        using (ILayerWriter writer = _content.Driver.Create(ContentFixture.Base, null, CancellationToken.None))
        {
            BytesPayload sparse = new([.. "data"u8], whole.Length, [new LayerExtent(100_000, 4)]);
            writer.Add(new LayerEntry { Path = "sparse"u8, Size = whole.Length, Mode = 0x1A4 }, sparse);
            writer.Add(new LayerEntry { Path = "small"u8, Size = 10, Mode = 0x1A4 }, new BytesPayload([1], 10, [new LayerExtent(0, 1)]));
            writer.Add(new LayerEntry { Path = "whole"u8, Size = whole.Length, Mode = 0x1A4 }, new BytesPayload(whole));
            writer.Commit();
        }

        Assert.Equal(2, _content.Objects().Length);
        using ILayerContent content = _content.Driver.Open(ContentFixture.Base);
        foreach (string name in (string[])["sparse", "whole"])
        {
            Assert.Equal(whole, Bytes(content.OpenFile(Encoding.UTF8.GetBytes(name))));
        }

        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0, 0, 0], Bytes(content.OpenFile("small"u8)));
        _content.Audit();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(3_000_000)]
    public void A_payload_of_any_length_comes_back(int length)
    {
        string text = string.Concat(Enumerable.Range(0, (length / 8) + 1).Select(i => $"{i:D8}"))[..length];
        _content.Make(ContentFixture.Base, null, writer => writer.File("before", "b").File("f", text).File("after", "a"));

        Assert.Equal(text, _content.Read(ContentFixture.Base, "f"));
        Assert.Equal("a", _content.Read(ContentFixture.Base, "after"));
        _content.Audit();
    }

    [Fact]
    public void More_small_files_than_a_run_takes_come_back()
    {
        _content.Make(ContentFixture.Base, null, writer => Enumerable.Range(0, 500).ToList().ForEach(i => writer.File($"f{i}", new string('x', 4000) + i)));

        Assert.All(Enumerable.Range(0, 500), i => Assert.EndsWith($"x{i}", _content.Read(ContentFixture.Base, $"f{i}"), StringComparison.Ordinal));
        Assert.InRange(_content.Objects().Length, 8, 60);
        _content.Audit();
    }

    [Fact]
    public void A_later_entry_of_a_path_replaces_an_earlier_one()
    {
        _content.Make(ContentFixture.Base, null, writer => writer.File("f", "old").Whiteout("f").File("f", "new"));

        Assert.Equal("new", _content.Read(ContentFixture.Base, "f"));
    }

    [Fact]
    public void Only_a_directory_can_be_the_root()
    {
        Assert.Throws<UnsafeTarEntryException>(() => _content.Make(ContentFixture.Base, null, writer => writer.File("", "x")));
        _content.Make(ContentFixture.Base, null, writer => writer.Directory("", 0x1C0));

        using ILayerContent content = _content.Driver.Open(ContentFixture.Base);
        Assert.True(content.TryDescribe(""u8, out LayerEntry root));
        Assert.Equal(0x1C0, root.Mode);
    }

    private static byte[] Bytes(Stream stream)
    {
        using (stream)
        {
            using MemoryStream all = new();
            stream.CopyTo(all);
            return all.ToArray();
        }
    }
}
