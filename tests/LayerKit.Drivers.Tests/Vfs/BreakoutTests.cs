using System.Text;
using LayerKit.Drivers.Tests.Tree;
using LayerKit.Errors;

namespace LayerKit.Drivers.Tests.Vfs;

/// <summary>Layers that try to reach the canary, a directory beside the driver's root.</summary>
/// <remarks>Links lead to the canary or to places no machine has, so that a test that fails harms nobody.</remarks>
public sealed class BreakoutTests : IDisposable
{
    private readonly TempRoot _temp = new();
    private readonly VfsFixture _vfs;
    private readonly string _before;

    public BreakoutTests()
    {
        Directory.CreateDirectory(_temp["canary/dir"]);
        File.WriteAllText(_temp["canary/file"], "sings");
        _before = Shell.Tree(_temp["canary"]);
        Directory.CreateDirectory(_temp["store"]);
        _vfs = new VfsFixture(_temp["store"]);
    }

    private string Canary => _temp["canary"];

    public void Dispose()
    {
        _vfs.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public void An_absolute_link_leads_to_a_place_inside() => Assert.Contains(
        $"{Canary[1..]}/dir/x",
        Attack(writer => writer.Symlink("out", Canary).Directory(Canary[1..]).File("out/dir/x").File("out/file")));

    [Fact]
    public void A_relative_link_stops_at_the_root() => Assert.Contains(
        $"{Canary[1..]}/file",
        Attack(writer => writer.Directory(Canary[1..]).Symlink("out", "../../../../../../.." + Canary).File("out/file").Whiteout("out/dir")));

    [Fact]
    public void Chained_links_stop_at_the_root() => Assert.Contains(
        $"{Canary[1..]}/file",
        Attack(writer => writer
            .Directory(Canary[1..] + "/dir").Symlink("a", "b/..").Symlink("b", "c").Symlink("c", "/../.." + Canary + "/dir")
            .File("a/../canary/file")));

    [Fact]
    public void A_file_through_a_link_at_its_own_path_replaces_the_link() => Assert.Equal(
        ["out"],
        Attack(writer => writer.Symlink("out", Canary + "/file").File("out", "mine")));

    [Fact]
    public void A_directory_entry_at_a_link_does_not_touch_where_it_leads() => Assert.Equal(
        ["out/"],
        Attack(writer => writer.Symlink("out", Canary).Directory("out", 0)));

    [Fact]
    public void A_device_at_a_link_does_not_touch_where_it_leads() => Assert.Equal(
        ["out"],
        Attack(writer => writer.Symlink("out", Canary + "/file").Node(LayerEntryType.CharacterDevice, "out", mode: 0x1FF)));

    [Fact]
    public void A_hard_link_through_a_link_finds_nothing_outside() => Assert.Throws<UnsupportedTarEntryException>(
        () => Attack(writer => writer.Symlink("out", Canary).HardLink("stolen", "out/file")));

    [Fact]
    public void A_hard_link_to_a_link_links_the_link()
    {
        Attack(writer => writer.Symlink("out", Canary + "/file").HardLink("same", "out").File("same", "mine"));

        Assert.Equal("symbolic link", Shell.Stat("%F", _vfs.BaseTree + "/out"));
        Assert.Equal("regular file", Shell.Stat("%F", _vfs.BaseTree + "/same"));
    }

    [Fact]
    public void Whiteouts_and_replacements_of_a_link_leave_its_target_alone() => Assert.Empty(_vfs.Apply(
        lower => lower.Symlink("out", Canary).Symlink("over", Canary),
        upper => upper.Opaque("out").Whiteout("out/file").Whiteout("out").Whiteout("over")));

    [Fact]
    public void A_tree_with_links_out_of_it_is_removed_alone()
    {
        Attack(writer => writer.Symlink("out", Canary).Symlink("d/out", Canary + "/dir"));

        _vfs.Driver.Remove(VfsFixture.Base, CancellationToken.None);

        Assert.Equal(_before, Shell.Tree(Canary));
    }

    [Fact]
    public void Content_is_read_inside_the_layer_only()
    {
        Attack(writer => writer.Symlink("out", Canary).Symlink("file", Canary + "/file"));
        using ILayerContent content = _vfs.Driver.Open(VfsFixture.Base);

        Assert.Throws<FileNotFoundException>(() => content.OpenFile("out/file"u8));
        Assert.Throws<FileNotFoundException>(() => content.OpenFile("file"u8));
        Assert.Throws<FileNotFoundException>(() => content.OpenFile(Encoding.UTF8.GetBytes(Canary[1..] + "/file")));
    }

    [Fact]
    public void The_root_cannot_be_replaced() => Assert.Throws<UnsafeTarEntryException>(
        () => Attack(writer => writer.Symlink("", Canary)));

    [Fact]
    public void A_link_in_a_lower_layer_is_followed_inside() => Assert.Equal(
        ["layerkit-usr/", "layerkit-usr/lib/", "layerkit-usr/lib/new", "layerkit-usr/lib/old", "lib"],
        _vfs.Apply(lower => lower.File("layerkit-usr/lib/old").Symlink("lib", "/layerkit-usr/lib"), upper => upper.File("lib/new")));

    private string[] Attack(Action<ILayerWriter> entries)
    {
        try
        {
            _vfs.Make(VfsFixture.Base, null, entries);
            return Shell.Paths(_vfs.BaseTree);
        }
        finally
        {
            Assert.Equal(_before, Shell.Tree(Canary));
        }
    }
}
