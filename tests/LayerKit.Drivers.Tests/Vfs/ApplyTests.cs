using LayerKit.Drivers.Tests.Tree;
using LayerKit.Errors;

namespace LayerKit.Drivers.Tests.Vfs;

public sealed class ApplyTests : IDisposable
{
    private const string MakeTree = """
        mkdir -p "$1/tree/sub/deep" && cd "$1/tree"
        echo setuid > setuid; chown 1:2 setuid; chmod 4755 setuid
        echo capable > capable; setfattr -n user.note -v kept capable; setfattr -n trusted.x -v root capable
        setfattr -n trusted.overlay.opaque -v y sub
        mkdir sticky; chown 7:8 sticky; chmod 1777 sticky
        mkdir setgid; chown 0:50 setgid; chmod 2775 setgid; echo in > setgid/inside; mkdir setgid/below; chmod 700 setgid/below
        mknod null c 1 3; mknod loop b 7 4096; mknod far c 300 70000; mkfifo -m 4 pipe; chown 3:4 null loop pipe
        ln capable hard; ln -s /etc/passwd absolute; ln -s ../.. relative; ln absolute hardsymlink; chown -h 5:6 relative
        head -c 300000 /dev/urandom > sub/deep/random; chmod 0 sub/deep/random
        truncate -s 1M sub/sparse; echo end >> sub/sparse
        touch -d '1969-12-31 23:59:58.25 UTC' sub/old; touch -d '2001-02-03 04:05:06.987654321 UTC' -h relative sub/deep/random
        touch -d '2005-01-01 00:00:00.000000001 UTC' sub/deep sub sticky setgid .
        tar --xattrs --xattrs-include='*' --numeric-owner --format=pax -cf "$1/tree.tar" .
        mkdir "$1/expected"; tar -C "$1/expected" -xpf "$1/tree.tar" --xattrs --xattrs-include='*' --numeric-owner --same-owner
        """;

    private readonly TempRoot _temp = new();
    private readonly VfsFixture _vfs = new();

    public void Dispose()
    {
        _vfs.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public void A_tar_gives_the_tree_that_gnu_tar_extracts()
    {
        Shell.Run(MakeTree, _temp.Path);

        _vfs.Make(VfsFixture.Base, null, writer => writer.Tar(_temp["tree.tar"]));

        Assert.Equal(Shell.Tree(_temp["expected"]), Shell.Tree(_vfs.BaseTree));
    }

    [Fact]
    public void A_child_without_entries_equals_its_parent()
    {
        Shell.Run(MakeTree, _temp.Path);
        _vfs.Make(VfsFixture.Base, null, writer => writer.Tar(_temp["tree.tar"]));

        _vfs.Make(VfsFixture.Top, VfsFixture.Base, _ => { });

        Assert.Equal(Shell.Tree(_vfs.BaseTree), Shell.Tree(_vfs.TopTree));
    }

    [Fact]
    public void The_trees_compared_above_are_not_empty()
    {
        Shell.Run(MakeTree, _temp.Path);

        string tree = Shell.Tree(_temp["expected"]);

        Assert.Contains("./setuid|f|4755|1:2|", tree, StringComparison.Ordinal);
        Assert.Contains("trusted.x=0x726f6f74", tree, StringComparison.Ordinal);
        Assert.Contains("./far 12c:11170", tree, StringComparison.Ordinal);
    }

    [Fact]
    public void Holes_of_a_payload_stay_holes()
    {
        byte[] data = [.. Enumerable.Repeat((byte)'x', 4096)];
        BytesPayload payload = new([.. data, .. data], 64 << 20, [new LayerExtent(1 << 20, 4096), new LayerExtent(32 << 20, 4096)]);

        _vfs.Make(VfsFixture.Base, null, writer => writer.Add(new LayerEntry { Path = "sparse"u8, Size = 64 << 20, Mode = 0x1A4 }, payload));
        _vfs.Make(VfsFixture.Top, VfsFixture.Base, _ => { });

        Assert.Equal("67108864 16", Shell.Stat("%s %b", _vfs.BaseTree + "/sparse"));
        Assert.Equal("67108864 16", Shell.Stat("%s %b", _vfs.TopTree + "/sparse"));
        Shell.Run("cmp \"$1/dir/base/sparse\" \"$1/dir/top/sparse\"", _vfs.Path(""));
    }

    [Fact]
    public void Implied_parents_are_0755_and_belong_to_root_whatever_the_umask()
    {
        _vfs.Make(VfsFixture.Base, null, writer => writer.File("a/b/c"));

        Assert.Equal("755 0:0", Shell.Stat("%a %u:%g", _vfs.BaseTree + "/a/b"));
        Assert.Equal("755 0:0", Shell.Stat("%a %u:%g", _vfs.BaseTree + "/a"));
    }

    [Theory]
    [InlineData("entry")]
    [InlineData("parent")]
    [InlineData("whiteout")]
    [InlineData("opaque")]
    public void A_lower_directory_without_an_entry_keeps_its_mode_and_time(string touch)
    {
        _vfs.Apply(
            lower => lower.Directory("d", 0x1C0).File("d/a"),
            upper => _ = touch switch
            {
                "entry" => upper.File("d/new"),
                "parent" => upper.File("d/implied/new"),
                "whiteout" => upper.Whiteout("d/a"),
                _ => upper.Opaque("d"),
            });

        Assert.NotEqual(["d/", "d/a"], Shell.Paths(_vfs.TopTree));
        Assert.Equal("700", Shell.Stat("%a", _vfs.TopTree + "/d"));
        Assert.Equal(Shell.Stat("%y", _vfs.BaseTree + "/d"), Shell.Stat("%y", _vfs.TopTree + "/d"));
    }

    [Fact]
    public void A_directory_entry_replaces_the_attributes_of_the_lower_directory()
    {
        _vfs.Apply(
            lower => lower.Directory("d", 0x1FF, LayerScript.Attribute("user.old", "1"), LayerScript.Attribute("user.both", "1")).File("d/stays"),
            upper => upper.Directory("d", 0x1C0, LayerScript.Attribute("user.both", "2")));

        string tree = Shell.Tree(_vfs.TopTree);
        Assert.Contains("./d|d|700|", tree, StringComparison.Ordinal);
        Assert.Contains("./d/stays", tree, StringComparison.Ordinal);
        Assert.Contains("user.both=0x32", tree, StringComparison.Ordinal);
        Assert.DoesNotContain("user.old", tree, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_for_the_root_sets_what_the_root_has()
    {
        _vfs.Make(VfsFixture.Base, null, writer => writer.Directory("", 0x1E8, LayerScript.Attribute("user.root", "r")).File("f"));

        Assert.Contains(".|d|750|0:0|1600000000.1234567890", Shell.Tree(_vfs.BaseTree), StringComparison.Ordinal);
        Assert.Contains("user.root=0x72", Shell.Tree(_vfs.BaseTree), StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_entry_for_a_path_wins_and_replaces_what_it_cannot_merge_with()
    {
        string[] paths = _vfs.Apply(
            lower => lower.Directory("dir").File("dir/gone").File("file").Symlink("link", "dir"),
            upper => upper.File("dir", "now a file").Directory("file").File("file/in").Directory("link").File("link/in")
                .Directory("twice").File("twice/gone").File("twice").Directory("twice").File("twice/stays"));

        Assert.Equal(["dir", "file/", "file/in", "link/", "link/in", "twice/", "twice/stays"], paths);
        Assert.Equal("now a file", File.ReadAllText(_vfs.TopTree + "/dir"));
    }

    [Fact]
    public void A_file_in_the_way_of_a_parent_gives_way()
    {
        string[] paths = _vfs.Apply(
            lower => lower.File("a").Symlink("dangling", "nowhere").Symlink("loop", "loop"),
            upper => upper.File("a/b/c").File("dangling/x").File("loop/y"));

        Assert.Equal(["a/", "a/b/", "a/b/c", "dangling/", "dangling/x", "loop/", "loop/y"], paths);
    }

    [Fact]
    public void A_hard_link_can_name_a_file_of_a_lower_layer()
    {
        _vfs.Apply(lower => lower.File("a", "content"), upper => upper.HardLink("b", "a"));

        Assert.Equal("2", Shell.Stat("%h", _vfs.TopTree + "/b"));
        Assert.Equal("1", Shell.Stat("%h", _vfs.BaseTree + "/a"));
    }

    [Fact]
    public void A_hard_link_replaces_what_is_there_and_survives_its_repetition()
    {
        _vfs.Make(VfsFixture.Base, null, writer => writer.File("a", "content").File("b", "other").HardLink("b", "a").HardLink("b", "a").HardLink("a", "a"));

        Assert.Equal("content", File.ReadAllText(_vfs.BaseTree + "/b"));
        Assert.Equal("2", Shell.Stat("%h", _vfs.BaseTree + "/a"));
    }

    [Fact]
    public void A_hard_link_to_nothing_names_both_paths()
    {
        UnsupportedTarEntryException error = Assert.Throws<UnsupportedTarEntryException>(
            () => _vfs.Make(VfsFixture.Base, null, writer => writer.HardLink("from", "missing/to")));

        Assert.Contains("'from'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'missing/to'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_the_same_layer_whites_out_is_a_clear_error()
    {
        _vfs.Make(VfsFixture.Base, null, writer => writer.File("top"));

        Assert.Throws<UnsupportedTarEntryException>(
            () => _vfs.Make(VfsFixture.Top, VfsFixture.Base, writer => writer.Whiteout("top").HardLink("link", "top")));
    }

    [Fact]
    public void Owners_are_right_below_a_setgid_directory_of_another_group()
    {
        _vfs.Apply(
            lower => lower.Directory("shared", 0x5ED),
            upper =>
            {
                upper.Add(new LayerEntry { Path = "shared"u8, Type = LayerEntryType.Directory, Mode = 0x5ED, GroupId = 50 }, LayerPayload.Empty);
                upper.File("shared/file").Directory("shared/sub").File("shared/implied/file");
            });

        Assert.Equal("2755 0:50", Shell.Stat("%a %u:%g", _vfs.TopTree + "/shared"));
        Assert.Equal("644 0:0", Shell.Stat("%a %u:%g", _vfs.TopTree + "/shared/file"));
        Assert.Equal("755 0:0", Shell.Stat("%a %u:%g", _vfs.TopTree + "/shared/sub"));
        Assert.Equal("755 0:0", Shell.Stat("%a %u:%g", _vfs.TopTree + "/shared/implied"));
    }

    [Fact]
    public void A_directory_named_again_through_a_link_keeps_the_later_mode()
    {
        _vfs.Make(VfsFixture.Base, null, writer => writer
            .Directory("usr").Directory("usr/lib", 0x1ED).Symlink("lib", "usr/lib").Symlink("usr/up", "../usr")
            .Directory("usr/up/lib", 0x1C0).File("lib/so"));

        Assert.Equal("700", Shell.Stat("%a", _vfs.BaseTree + "/usr/lib"));
        Assert.Equal(["lib", "usr/", "usr/lib/", "usr/lib/so", "usr/up"], Shell.Paths(_vfs.BaseTree));
    }

    [Fact]
    public void An_owner_that_linux_cannot_have_is_refused()
    {
        UnsupportedTarEntryException error = Assert.Throws<UnsupportedTarEntryException>(() => _vfs.Make(
            VfsFixture.Base, null, writer => writer.Add(new LayerEntry { Path = "f"u8, UserId = uint.MaxValue }, LayerPayload.Empty)));

        Assert.Contains("4294967295", error.Message, StringComparison.Ordinal);
    }
}
