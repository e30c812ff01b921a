using LayerKit.Drivers.Tests.Tree;

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
}
