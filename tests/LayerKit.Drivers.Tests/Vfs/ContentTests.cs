using LayerKit.Drivers.Tests.Tree;

namespace LayerKit.Drivers.Tests.Vfs;

public sealed class ContentTests : IDisposable
{
    private readonly VfsFixture _vfs = new();

    public ContentTests() => _vfs.Make(VfsFixture.Base, null, writer => writer
        .Directory("d", 0x1C0, LayerScript.Attribute("user.note", "n"))
        .File("d/f", "content", 0x9ED)
        .HardLink("d/hard", "d/f")
        .Symlink("l", "/d")
        .Node(LayerEntryType.CharacterDevice, "null")
        .Node(LayerEntryType.Fifo, "pipe"));

    public void Dispose() => _vfs.Dispose();

    [Fact]
    public void A_file_is_read_from_its_start_also_through_a_link()
    {
        using ILayerContent content = _vfs.Driver.Open(VfsFixture.Base);
        using StreamReader reader = new(content.OpenFile("l/f"u8));

        Assert.Equal("content", reader.ReadToEnd());
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("d")]
    [InlineData("l")]
    [InlineData("null")]
    [InlineData("pipe")]
    [InlineData("d/f/below")]
    [InlineData("")]
    public void What_is_no_regular_file_is_not_found(string path)
    {
        using ILayerContent content = _vfs.Driver.Open(VfsFixture.Base);

        Assert.Throws<FileNotFoundException>(() => content.OpenFile(System.Text.Encoding.UTF8.GetBytes(path)));
    }

    [Fact]
    public void A_file_is_described_with_everything_but_its_path()
    {
        using ILayerContent content = _vfs.Driver.Open(VfsFixture.Base);

        Assert.True(content.TryDescribe("l/f"u8, out LayerEntry file));
        ulong number = file.FileNumber;
        Assert.Equal((LayerEntryType.File, 0x9ED, 7, LayerScript.Time), (file.Type, file.Mode, file.Size, file.ModifiedTime));
        Assert.True(content.TryDescribe("d/hard"u8, out LayerEntry hard));
        Assert.Equal(number, hard.FileNumber);
        Assert.NotEqual(0UL, number);
    }

    [Fact]
    public void Every_kind_is_described_as_what_it_is()
    {
        using ILayerContent content = _vfs.Driver.Open(VfsFixture.Base);

        Assert.True(content.TryDescribe("l"u8, out LayerEntry link));
        Assert.Equal("/d"u8, link.LinkTarget);
        Assert.True(content.TryDescribe("null"u8, out LayerEntry device));
        Assert.Equal((LayerEntryType.CharacterDevice, 1u, 3u), (device.Type, device.DeviceMajor, device.DeviceMinor));
        Assert.True(content.TryDescribe("pipe"u8, out LayerEntry pipe));
        Assert.Equal(LayerEntryType.Fifo, pipe.Type);
        Assert.True(content.TryDescribe("d"u8, out LayerEntry directory));
        Assert.Equal((LayerEntryType.Directory, 0UL), (directory.Type, directory.FileNumber));
        Assert.Equal("n"u8, Assert.Single(directory.Xattrs!).Value.Span);
        Assert.True(content.TryDescribe(""u8, out LayerEntry root));
        Assert.Equal((LayerEntryType.Directory, 0x1ED), (root.Type, root.Mode));
        Assert.False(content.TryDescribe("d/f/below"u8, out _));
        Assert.False(content.TryDescribe("no/where"u8, out _));
    }
}
