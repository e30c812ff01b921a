using LayerKit.Drivers.Tests.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Vfs;

/// <summary>On a file system that shares blocks, copies of a layer take no space; the small one here would not hold three of them.</summary>
public sealed class ReflinkTests : IDisposable
{
    private const int Megabytes = 60;

    private readonly TempRoot _temp = new();
    private readonly VfsFixture _vfs;

    public ReflinkTests()
    {
        Shell.Run("truncate -s 160M \"$1\"; mkfs.btrfs -q \"$1\"; mkdir \"$2\"; mount -o loop \"$1\" \"$2\"", _temp["image"], _temp["mount"]);
        _vfs = new VfsFixture(_temp["mount"]);
    }

    public void Dispose()
    {
        _vfs.Dispose();
        Shell.Run("umount \"$1\"", _temp["mount"]);
        _temp.Dispose();
    }

    [Fact]
    public void Children_clones_views_and_checkouts_share_the_blocks_of_a_layer_and_keep_its_attributes()
    {
        byte[] content = new byte[Megabytes << 20];
        new Random(1).NextBytes(content);
        LayerEntry big = new()
        {
            Path = "big"u8,
            Mode = 0x1A4,
            Size = content.Length,
            ModifiedTime = LayerScript.Time,
            Xattrs = [LayerScript.Attribute("user.note", "kept"), LayerScript.Attribute("trusted.note", "kept")],
        };
        using (ILayerWriter writer = _vfs.Driver.Create(VfsFixture.Base, null, CancellationToken.None))
        {
            writer.Add(big, new BytesPayload(content));
            writer.Commit();
        }

        CacheId work = CacheId.Parse("rw");
        _vfs.Driver.CreateReadWrite(work, VfsFixture.Base, new ReadWriteOptions(), CancellationToken.None);
        _vfs.Driver.Clone(CacheId.Parse("clone"), work, VfsFixture.Base, CancellationToken.None);
        string view = _vfs.Driver.MountReadOnly(VfsFixture.Base, null);
        _vfs.Driver.Checkout(VfsFixture.Base, _vfs.Path("out"), CancellationToken.None);

        string tree = Shell.Tree(_vfs.BaseTree);
        Assert.Contains("trusted.note", tree, StringComparison.Ordinal);
        foreach (string copy in (string[])[_vfs.Path("dir/rw"), _vfs.Path("dir/clone"), view, _vfs.Path("out")])
        {
            Assert.Equal(tree, Shell.Tree(copy));
        }
    }
}
