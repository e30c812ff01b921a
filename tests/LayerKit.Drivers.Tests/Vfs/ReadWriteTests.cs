using LayerKit.Drivers.Tests.Tree;
using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Vfs;

public sealed class ReadWriteTests : IDisposable
{
    private static readonly CacheId Work = CacheId.Parse("rw");

    private readonly VfsFixture _vfs = new();

    public void Dispose() => _vfs.Dispose();

    [Fact]
    public void Changes_are_exactly_what_was_done()
    {
        Assert.Equal(
            ["C /a", "D /b", "C /c", "A /d"],
            Changes(
                writer => writer.File("a", "old").File("b").File("c").File("e").File("f/g"),
                "cd \"$1\"; echo new > a; rm b; chmod 600 c; echo > d"));
    }

    [Fact]
    public void Directories_above_a_change_are_reported_before_it()
    {
        Assert.Equal(
            ["C /a", "C /a.b", "D /a.b/x", "C /a/b", "A /a/b/new"],
            Changes(writer => writer.File("a/b/c").File("a.b/x"), "cd \"$1\"; echo > a/b/new; rm a.b/x"));
    }

    [Fact]
    public void The_order_is_that_of_the_path_bytes()
    {
        Assert.Equal(["A /a", "A /a.b", "A /a/b", "A /ab"], Changes(_ => { }, "cd \"$1\"; mkdir a; echo > a/b; echo > a.b; echo > ab"));
    }

    [Fact]
    public void A_directory_that_is_gone_is_one_deletion()
    {
        Assert.Equal(["D /d"], Changes(writer => writer.File("d/a").File("d/sub/b"), "rm -r \"$1/d\""));
    }

    [Fact]
    public void A_type_that_changed_is_a_modification()
    {
        Assert.Equal(
            ["C /d", "C /f", "A /f/in", "C /l"],
            Changes(
                writer => writer.File("d/in").File("f").Symlink("l", "d"),
                "cd \"$1\"; rm -r d; echo > d; rm f; mkdir f; echo > f/in; ln -sfn f l"));
    }

    [Theory]
    [InlineData("chown 1 f")]
    [InlineData("chgrp 1 f")]
    [InlineData("setfattr -n user.x -v 1 f")]
    [InlineData("setfattr -x user.note f")]
    [InlineData("setfattr -n user.note -v b f")]
    [InlineData("touch -d '2020-09-13 12:26:40.123456788 UTC' f")]
    [InlineData("rm f; mknod f c 1 3")]
    public void Any_attribute_makes_a_difference(string change)
    {
        Assert.Equal(["C /f"], Changes(writer => writer.Node(LayerEntryType.File, "f", xattrs: LayerScript.Attribute("user.note", "a")), $"cd \"$1\"; {change}"));
    }

    [Theory]
    [InlineData("touch d")]
    [InlineData("cat d/f")]
    [InlineData("echo > d/new; rm d/new")]
    public void What_leaves_no_trace_in_a_layer_is_no_change(string change)
    {
        Assert.Empty(Changes(writer => writer.File("d/f"), $"cd \"$1\"; {change}"));
    }

    [Fact]
    public void A_socket_is_as_if_it_were_not_there()
    {
        const string MakeSocket = "python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])'";

        Assert.Equal(
            ["D /f"],
            Changes(writer => writer.File("f"), $"cd \"$1\"; rm f; {MakeSocket} f; {MakeSocket} s"));
        using ILayerContent content = _vfs.Driver.Open(Work);
        Assert.False(content.TryDescribe("s"u8, out _));
    }

    [Fact]
    public void Without_a_parent_everything_is_added()
    {
        _vfs.Make(VfsFixture.Base, null, writer => writer.File("a/b"));

        Assert.Equal(["A /a", "A /a/b"], _vfs.Driver.Changes(VfsFixture.Base, null, CancellationToken.None).Select(change => change.ToString()));
    }

    [Fact]
    public void A_layer_mounts_as_its_directory_and_its_parent_stays_as_it_was()
    {
        _vfs.Make(VfsFixture.Base, null, writer => writer.File("f", "old"));
        string before = Shell.Tree(_vfs.BaseTree);
        _vfs.Driver.CreateReadWrite(Work, VfsFixture.Base, new ReadWriteOptions(), CancellationToken.None);

        string path = _vfs.Driver.Mount(Work, null);
        File.WriteAllText(path + "/f", "new");
        _vfs.Driver.Unmount(Work);

        Assert.Equal(_vfs.Path("dir/rw"), path);
        Assert.Equal(before, Shell.Tree(_vfs.BaseTree));
    }

    [Fact]
    public void An_RW_layer_without_parent_is_empty_with_a_usual_root()
    {
        _vfs.Driver.CreateReadWrite(Work, null, new ReadWriteOptions(), CancellationToken.None);

        Assert.Equal("755 0:0", Shell.Stat("%a %u:%g", _vfs.Driver.Mount(Work, null)));
    }

    [Fact]
    public void A_size_is_refused_honestly_and_an_unknown_option_with_it()
    {
        ReadWriteOptions options = new() { StorageOptions = new Dictionary<string, string> { ["size"] = "1G", ["odd"] = "x" } };

        DriverOptionException error = Assert.Throws<DriverOptionException>(() => _vfs.Driver.CreateReadWrite(Work, null, options, CancellationToken.None));

        Assert.Contains("size=1G: expected no limit of the size, which vfs cannot keep", error.Message, StringComparison.Ordinal);
        Assert.Contains("odd=x", error.Message, StringComparison.Ordinal);
        Assert.Empty(_vfs.Driver.List());
    }

    private IEnumerable<string> Changes(Action<ILayerWriter> lower, string script)
    {
        _vfs.Make(VfsFixture.Base, null, lower);
        _vfs.Driver.CreateReadWrite(Work, VfsFixture.Base, new ReadWriteOptions(), CancellationToken.None);
        Shell.Run(script, _vfs.Driver.Mount(Work, null));
        return _vfs.Driver.Changes(Work, VfsFixture.Base, CancellationToken.None).Select(change => change.ToString());
    }
}
