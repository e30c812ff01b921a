using LayerKit.Drivers.Tests.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Vfs;

/// <summary>What vfs can do with RW layers and committed ones besides making them.</summary>
public sealed class CommitTests : IDisposable
{
    private static readonly CacheId Work = CacheId.Parse("rw");

    private readonly VfsFixture _vfs = new();

    public CommitTests()
    {
        _vfs.Make(VfsFixture.Base, null, writer => writer.File("d/low", "low").File("gone", "gone").Node(LayerEntryType.CharacterDevice, "null")
            .Node(LayerEntryType.File, "noted", xattrs: [LayerScript.Attribute("user.note", "a"), LayerScript.Attribute("security.capability", "\u0001\0\0\u0002\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]));
        _vfs.Driver.CreateReadWrite(Work, VfsFixture.Base, new ReadWriteOptions(), CancellationToken.None);
    }

    public void Dispose() => _vfs.Dispose();

    [Fact]
    public void Entries_and_whiteouts_are_written_into_an_RW_layer()
    {
        Shell.Run("echo x > \"$1/d/written\"; echo x > \"$1/stays\"", _vfs.Path("dir/rw"));
        using (ILayerWriter writer = _vfs.Driver.ApplyDiff(Work, CancellationToken.None))
        {
            writer.File("d/mine", "mine").Opaque("d").Whiteout("gone").Whiteout("never").HardLink("linked", "stays").Commit();
        }

        Assert.Equal(["d/", "d/mine", "linked", "noted", "null", "stays"], Shell.Paths(_vfs.Path("dir/rw")));
        Assert.Equal(["d/", "d/low", "gone", "noted", "null"], Shell.Paths(_vfs.BaseTree));
    }

    [Fact]
    public void A_writer_that_is_given_up_leaves_what_it_wrote()
    {
        using (ILayerWriter writer = _vfs.Driver.ApplyDiff(Work, CancellationToken.None))
        {
            writer.File("first", "first");
        }

        Assert.Contains("first", Shell.Paths(_vfs.Path("dir/rw")));
        Assert.Equal(DriverPresence.Committed, _vfs.Driver.Presence(Work));
    }

    [Fact]
    public void A_clone_has_everything_and_shares_nothing_with_the_RW_layer()
    {
        CacheId clone = CacheId.Parse("clone");
        string before = Shell.Tree(_vfs.Path("dir/rw"));
        _vfs.Driver.Clone(clone, Work, VfsFixture.Base, CancellationToken.None);
        Assert.Equal(before, Shell.Tree(_vfs.Path("dir/clone")));

        Shell.Run("echo else >> \"$1/gone\"", _vfs.Path("dir/rw"));
        Assert.Equal(before, Shell.Tree(_vfs.Path("dir/clone")));
    }

    [Fact]
    public void A_sealed_RW_layer_is_a_layer_and_can_still_be_written_to_until_it_is_published()
    {
        _vfs.Driver.Seal(Work, VfsFixture.Base, CancellationToken.None);
        _vfs.Driver.Seal(Work, VfsFixture.Base, CancellationToken.None);
        File.WriteAllText(_vfs.Driver.Mount(Work, null) + "/new", "new");
        using ILayerContent content = _vfs.Driver.Open(Work);
        Assert.True(content.TryDescribe("new"u8, out _));
        Assert.Throws<DirectoryNotFoundException>(() => _vfs.Driver.Seal(CacheId.Parse("nothing"), null, CancellationToken.None));
    }

    [Fact]
    public void A_view_is_a_copy_that_goes_with_the_mount_or_with_the_layer()
    {
        string before = Shell.Tree(_vfs.BaseTree);
        string view = _vfs.Driver.MountReadOnly(VfsFixture.Base, null);
        Assert.Equal(before, Shell.Tree(view));
        Shell.Run("echo else > \"$1/gone\"", view);
        Assert.Equal(view, _vfs.Driver.MountReadOnly(VfsFixture.Base, null));
        Assert.Equal(before, Shell.Tree(_vfs.BaseTree));

        _vfs.Driver.Unmount(VfsFixture.Base);
        Assert.False(Directory.Exists(view));
        _vfs.Driver.MountReadOnly(VfsFixture.Base, null);
        _vfs.Driver.Remove(VfsFixture.Base, CancellationToken.None);
        Assert.False(Directory.Exists(view));
    }

    [Fact]
    public void A_checkout_is_the_tree_and_leaves_nothing_when_it_is_cancelled()
    {
        Assert.Empty(_vfs.Driver.Checkout(VfsFixture.Base, _vfs.Path("out"), CancellationToken.None));
        Assert.Equal(Shell.Tree(_vfs.BaseTree), Shell.Tree(_vfs.Path("out")));
        Assert.Throws<IOException>(() => _vfs.Driver.Checkout(VfsFixture.Base, _vfs.Path("out"), CancellationToken.None));

        Assert.Throws<OperationCanceledException>(() => _vfs.Driver.Checkout(VfsFixture.Base, _vfs.Path("cancelled"), new CancellationToken(canceled: true)));
        Assert.False(Directory.Exists(_vfs.Path("cancelled")));
    }

    [Fact]
    public void Usage_counts_each_tree_and_a_hard_link_once()
    {
        _vfs.Make(VfsFixture.Top, VfsFixture.Base, writer => writer.File("a", "12345").HardLink("b", "a").Symlink("c", "a"));

        Assert.Equal(new LayerUsage(7, 7, 0), _vfs.Driver.Usage([VfsFixture.Base]));
        Assert.Equal(new LayerUsage(19, 19, 0), _vfs.Driver.Usage([VfsFixture.Base, VfsFixture.Top, VfsFixture.Top]));
    }
}
