using LayerKit.Drivers.Tests.Linux;
using LayerKit.Drivers.Tests.Tree;

namespace LayerKit.Drivers.Tests.Vfs;

public sealed class UnprivilegedTests : IDisposable
{
    private readonly TempRoot _temp = new();
    private readonly VfsFixture _vfs;

    public UnprivilegedTests()
    {
        Shell.Run("chown 65534:65534 \"$1\"; chmod 755 \"$1\"", _temp.Path);
        VfsFixture? made = null;
        UnprivilegedThread.Run(() => made = new VfsFixture(_temp.Path));
        _vfs = made!;
    }

    public void Dispose()
    {
        Shell.Run("rm -rf \"$1\"/*", _temp.Path);
        _temp.Dispose();
    }

    [Fact]
    public void The_truth_is_on_record_and_payloads_can_be_read()
    {
        UnprivilegedThread.Run(() =>
        {
            MakeBase();
            using ILayerContent content = _vfs.Driver.Open(VfsFixture.Base);

            AssertTruth(content);
        });
        Assert.Equal("700 65534", Shell.Stat("%a %u", _vfs.BaseTree + "/closed"));
        Assert.Equal("600", Shell.Stat("%a", _vfs.BaseTree + "/closed/secret"));
        Assert.Equal("755", Shell.Stat("%a", _vfs.BaseTree + "/setuid"));
    }

    [Fact]
    public void A_child_inherits_the_record_and_changes_it()
    {
        UnprivilegedThread.Run(() =>
        {
            MakeBase();
            _vfs.Make(VfsFixture.Top, VfsFixture.Base, _ => { });
            using (ILayerContent content = _vfs.Driver.Open(VfsFixture.Top))
            {
                AssertTruth(content);
            }

            Assert.Empty(_vfs.Driver.Changes(VfsFixture.Top, VfsFixture.Base, CancellationToken.None));
            _vfs.Driver.Remove(VfsFixture.Top, CancellationToken.None);
            _vfs.Make(VfsFixture.Top, VfsFixture.Base, writer => writer.Whiteout("null").Whiteout("closed").File("hard", "a file now"));
            Assert.Equal(
                ["D /closed", "C /hard", "D /null"],
                _vfs.Driver.Changes(VfsFixture.Top, VfsFixture.Base, CancellationToken.None).Select(change => change.ToString()));
        });
    }

    [Fact]
    public void An_opaque_directory_hides_devices_that_are_only_on_record()
    {
        UnprivilegedThread.Run(() =>
        {
            _vfs.Make(VfsFixture.Base, null, writer => writer.Node(LayerEntryType.CharacterDevice, "dev/old"));
            _vfs.Make(VfsFixture.Top, VfsFixture.Base, writer => writer.Node(LayerEntryType.CharacterDevice, "dev/new").Opaque("dev"));
            using ILayerContent content = _vfs.Driver.Open(VfsFixture.Top);

            Assert.False(content.TryDescribe("dev/old"u8, out _));
            Assert.True(content.TryDescribe("dev/new"u8, out _));
        });
    }

    [Fact]
    public void Removal_gets_through_directories_that_were_closed_by_hand()
    {
        UnprivilegedThread.Run(MakeBase);
        Shell.Run("chmod 0 \"$1/closed\"", _vfs.BaseTree);

        UnprivilegedThread.Run(() => _vfs.Driver.Remove(VfsFixture.Base, CancellationToken.None));

        Assert.Equal(
            ["dir/", "layerkit/", "layerkit/deviations/", "layerkit/removing/", "layerkit/staging/", "layerkit/views-new/", "layerkit/views/"],
            Shell.Paths(_vfs.Path("")));
    }

    [Fact]
    public void A_layer_that_only_asks_for_what_we_have_leaves_no_record()
    {
        UnprivilegedThread.Run(() => _vfs.Make(VfsFixture.Base, null, writer => writer.Add(
            new LayerEntry { Path = "own"u8, Mode = 0x1A4, UserId = UnprivilegedThread.Nobody, GroupId = UnprivilegedThread.Nobody }, LayerPayload.Empty)));

        Assert.Empty(Directory.GetFiles(_vfs.Path("layerkit/deviations")));
    }

    [Fact]
    public void A_file_system_without_attributes_has_them_on_record()
    {
        using TempRoot temp = new();
        Shell.Run("mount -t ramfs layerkit-test \"$1\"", temp.Path);
        try
        {
            using VfsFixture vfs = new(temp.Path);
            vfs.Make(VfsFixture.Base, null, writer => writer.Node(LayerEntryType.File, "f", xattrs: LayerScript.Attribute("user.note", "n")));
            vfs.Make(VfsFixture.Top, VfsFixture.Base, _ => { });
            using ILayerContent content = vfs.Driver.Open(VfsFixture.Top);

            Assert.True(content.TryDescribe("f"u8, out LayerEntry entry));
            Assert.Equal("n"u8, Assert.Single(entry.Xattrs!).Value.Span);
        }
        finally
        {
            Shell.Run("umount \"$1\"", temp.Path);
        }
    }

    private void MakeBase() => _vfs.Make(VfsFixture.Base, null, writer => writer
        .Directory("closed", 0)
        .File("closed/secret", "readable", 0)
        .File("setuid", "s", 0x9ED)
        .Node(LayerEntryType.File, "marked", xattrs: LayerScript.Attribute("trusted.x", "t"))
        .Node(LayerEntryType.CharacterDevice, "null")
        .HardLink("hard", "null")
        .Node(LayerEntryType.Fifo, "pipe")
        .Symlink("link", "null"));

    private static void AssertTruth(ILayerContent content)
    {
        using StreamReader reader = new(content.OpenFile("closed/secret"u8));
        Assert.Equal("readable", reader.ReadToEnd());
        Assert.True(content.TryDescribe("closed/secret"u8, out LayerEntry secret));
        Assert.Equal((0, 0L, 8L), (secret.Mode, secret.UserId, secret.Size));
        Assert.True(content.TryDescribe("closed"u8, out LayerEntry closed));
        Assert.Equal((LayerEntryType.Directory, 0), (closed.Type, closed.Mode));
        Assert.True(content.TryDescribe("setuid"u8, out LayerEntry setuid));
        Assert.Equal(0x9ED, setuid.Mode);
        Assert.True(content.TryDescribe("marked"u8, out LayerEntry marked));
        Assert.Equal("trusted.x"u8, Assert.Single(marked.Xattrs!).Name.Span);
        foreach (string name in (string[])["null", "hard"])
        {
            Assert.True(content.TryDescribe(System.Text.Encoding.UTF8.GetBytes(name), out LayerEntry device));
            Assert.Equal((LayerEntryType.CharacterDevice, 1u, 3u), (device.Type, device.DeviceMajor, device.DeviceMinor));
        }

        Assert.True(content.TryDescribe("link"u8, out LayerEntry link));
        Assert.Equal((0L, "null"), (link.UserId, System.Text.Encoding.UTF8.GetString(link.LinkTarget)));
    }
}
