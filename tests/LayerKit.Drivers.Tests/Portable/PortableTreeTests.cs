using LayerKit.Drivers.Portable;
using LayerKit.Drivers.Tests.Tree;
using LayerKit.Drivers.Tests.Vfs;
using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Portable;

/// <summary>The engine for other systems, run here.</summary>
public sealed class PortableTreeTests : IDisposable
{
    private readonly VfsFixture _vfs = new(engine: new PortableTreeEngine());

    public void Dispose() => _vfs.Dispose();

    [Fact]
    public void The_truth_is_on_record_and_inherited()
    {
        _vfs.Apply(
            lower =>
            {
                lower.Directory("d", 0x5C0, LayerScript.Attribute("user.note", "n")).Node(LayerEntryType.CharacterDevice, "d/null").Symlink("l", "d").File("d/f", "content");
                lower.Add(new LayerEntry { Path = "owned"u8, UserId = 7, GroupId = 8, Mode = 0x9ED, ModifiedTime = LayerScript.Time }, LayerPayload.Empty);
            },
            upper => upper.HardLink("hard", "d/f"));
        using ILayerContent content = _vfs.Driver.Open(VfsFixture.Top);

        Assert.True(content.TryDescribe("l/null"u8, out LayerEntry device));
        Assert.Equal((LayerEntryType.CharacterDevice, 1u, 3u), (device.Type, device.DeviceMajor, device.DeviceMinor));
        Assert.True(content.TryDescribe("owned"u8, out LayerEntry owned));
        Assert.Equal((7L, 8L, 0x9ED), (owned.UserId, owned.GroupId, owned.Mode));
        Assert.True(content.TryDescribe("d"u8, out LayerEntry directory));
        Assert.Equal("user.note"u8, Assert.Single(directory.Xattrs!).Name.Span);
        Assert.True(content.TryDescribe("l"u8, out LayerEntry link));
        Assert.Equal("d"u8, link.LinkTarget);
        using StreamReader reader = new(content.OpenFile("hard"u8));
        Assert.Equal("content", reader.ReadToEnd());
        Assert.Throws<FileNotFoundException>(() => content.OpenFile("l"u8));
        Assert.False(content.TryDescribe("missing/x"u8, out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whiteouts_act_on_lower_content_in_any_order(bool before)
    {
        string[] paths = _vfs.Apply(
            lower => lower.File("d/old").File("d/sub/old").Node(LayerEntryType.Fifo, "d/pipe").File("o/old").File("gone"),
            upper => _ = before
                ? upper.File("d/sub/new").File("o/new").Whiteout("d").Opaque("o").Whiteout("gone").Whiteout("no/where")
                : upper.Whiteout("no/where").Whiteout("gone").Opaque("o").Whiteout("d").File("d/sub/new").File("o/new"));

        Assert.Equal(["d/", "d/sub/", "d/sub/new", "o/", "o/new"], paths);
        using ILayerContent content = _vfs.Driver.Open(VfsFixture.Top);
        Assert.False(content.TryDescribe("d/pipe"u8, out _));
    }

    [Fact]
    public void Types_replace_each_other_and_files_in_the_way_of_parents_give_way() => Assert.Equal(
        ["dir", "file/", "file/in", "link/", "link/in"],
        _vfs.Apply(
            lower => lower.File("dir/gone").File("file").Symlink("link", "dir"),
            upper => upper.File("dir").File("file/in").Directory("link").File("link/in")));

    [Theory]
    [InlineData("../..")]
    [InlineData("inner/../..")]
    [InlineData("loop")]
    public void A_link_that_leads_out_is_refused(string target)
    {
        Assert.Throws<UnsafeTarEntryException>(
            () => _vfs.Make(VfsFixture.Base, null, writer => writer.Directory("inner").Symlink("loop", "loop").Symlink("out", target).File("out/file")));
        Assert.False(Directory.Exists(_vfs.Path("layerkit/staging/base")));
    }

    [Fact]
    public void An_absolute_link_stays_inside()
    {
        _vfs.Make(VfsFixture.Base, null, writer => writer.Symlink("etc", "/layerkit-usr").File("etc/file"));

        Assert.Equal(["etc", "layerkit-usr/", "layerkit-usr/file"], Shell.Paths(_vfs.BaseTree));
    }

    [Fact]
    public void A_name_that_is_not_UTF8_is_refused() => Assert.Throws<UnsupportedTarEntryException>(
        () => _vfs.Make(VfsFixture.Base, null, writer => writer.Add(new LayerEntry { Path = [0xFF] }, LayerPayload.Empty)));

    [Fact]
    public void Changes_are_exactly_what_was_done()
    {
        CacheId work = CacheId.Parse("rw");
        _vfs.Make(VfsFixture.Base, null, writer => writer.File("a", "old").File("b").File("c").File("e").File("f/g").File("h/i").Symlink("l", "f"));
        _vfs.Driver.CreateReadWrite(work, VfsFixture.Base, new ReadWriteOptions(), CancellationToken.None);
        Assert.Empty(Changes(work));

        Shell.Run("cd \"$1\"; echo new > a; rm b; echo > d; echo > f/new; rm -r h; echo > e", _vfs.Driver.Mount(work, null));

        Assert.Equal(["C /a", "D /b", "A /d", "C /e", "C /f", "A /f/new", "D /h"], Changes(work));
    }

    [Fact]
    public void Removal_is_idempotent()
    {
        _vfs.Make(VfsFixture.Base, null, writer => writer.File("d/f"));

        _vfs.Driver.Remove(VfsFixture.Base, CancellationToken.None);
        _vfs.Driver.Remove(VfsFixture.Base, CancellationToken.None);

        Assert.Empty(_vfs.Driver.List());
    }

    private IEnumerable<string> Changes(CacheId id) =>
        _vfs.Driver.Changes(id, VfsFixture.Base, CancellationToken.None).Select(change => change.ToString());
}
