using System.Globalization;
using LayerKit.Drivers.Overlay2;
using LayerKit.Drivers.Tests.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Overlay2;

public sealed class MountTests : IDisposable
{
    private readonly OverlayFixture _overlay = new();

    public void Dispose() => _overlay.Dispose();

    [Fact]
    public void What_is_written_through_a_mount_stays_in_the_RW_layer_and_nowhere_else()
    {
        _overlay.Make(OverlayFixture.Base, null, writer => writer.File("f", "old"));
        _overlay.Driver.CreateReadWrite(OverlayFixture.Work, OverlayFixture.Base, new ReadWriteOptions(), CancellationToken.None);

        string path = _overlay.Driver.Mount(OverlayFixture.Work, null);
        File.WriteAllText(path + "/f", "new");
        _overlay.Driver.Unmount(OverlayFixture.Work);

        Assert.False(Directory.Exists(path));
        Assert.Equal("old", File.ReadAllText(_overlay.Path("base/diff/f")));
        Assert.Equal("new", File.ReadAllText(_overlay.Driver.Mount(OverlayFixture.Work, null) + "/f"));
    }

    [Fact]
    public void Mounting_twice_is_one_mount_and_unmounting_twice_is_no_error()
    {
        MakeReadWrite();
        Overlay2Driver other = _overlay.Open();

        Assert.Equal(_overlay.Driver.Mount(OverlayFixture.Work, null), other.Mount(OverlayFixture.Work, null));
        Assert.Equal(1, Mounts());
        other.Unmount(OverlayFixture.Work);
        Assert.Equal(0, Mounts());
        _overlay.Driver.Unmount(OverlayFixture.Work);
        _overlay.Driver.Unmount(CacheId.Parse("unknown"));
    }

    [Fact]
    public void A_mount_that_is_in_use_is_taken_off_and_what_is_open_in_it_stays_usable()
    {
        MakeReadWrite();
        string path = _overlay.Driver.Mount(OverlayFixture.Work, null);
        using FileStream file = File.Create(path + "/open");

        _overlay.Driver.Unmount(OverlayFixture.Work);
        file.Write("still"u8);
        file.Flush();

        Assert.Equal("still", File.ReadAllText(_overlay.Path("rw/diff/open")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_committed_layer_cannot_be_written_to_through_its_mount(bool hasParent)
    {
        _overlay.Make(OverlayFixture.Base, null, writer => writer.File("f"));
        _overlay.Make(OverlayFixture.Top, OverlayFixture.Base, writer => writer.File("g"));
        CacheId id = hasParent ? OverlayFixture.Top : OverlayFixture.Base;

        IOException error = Assert.Throws<IOException>(() => File.WriteAllText(_overlay.Driver.Mount(id, null) + "/f", "x"));

        Assert.Contains("Read-only", error.Message, StringComparison.Ordinal);
        _overlay.Driver.Unmount(id);
        Assert.Throws<IOException>(() => File.WriteAllText(_overlay.Driver.MountReadOnly(id, null) + "/f", "x"));
    }

    [Fact]
    public void An_RW_layer_on_no_other_is_a_plain_directory()
    {
        _overlay.Driver.CreateReadWrite(OverlayFixture.Work, null, new ReadWriteOptions(), CancellationToken.None);

        Assert.Equal(_overlay.Path("rw/diff"), _overlay.Driver.Mount(OverlayFixture.Work, null));
        Assert.Equal("755 0:0", Shell.Stat("%a %u:%g", _overlay.Path("rw/diff")));
        Assert.Equal(0, Mounts());
    }

    [Theory]
    [InlineData(125, true)]
    [InlineData(400, true)]
    [InlineData(125, false)]
    public void A_long_chain_mounts_reads_and_unmounts(int length, bool takesHandles)
    {
        using OverlayFixture overlay = new(takesHandles);
        CacheId? parent = null;
        for (int i = 0; i < length; i++)
        {
            CacheId id = CacheId.Parse($"layer{i}");
            int number = i;
            overlay.Make(id, parent, writer => writer.File($"file{number}", $"{number}").File("last", $"{number}"));
            parent = id;
        }

        overlay.Driver.CreateReadWrite(OverlayFixture.Work, parent, new ReadWriteOptions(), CancellationToken.None);
        string path = overlay.Driver.Mount(OverlayFixture.Work, null);

        Assert.Equal(length + 1, Directory.GetFiles(path).Length);
        Assert.Equal("0", File.ReadAllText(path + "/file0"));
        Assert.Equal((length - 1).ToString(CultureInfo.InvariantCulture), File.ReadAllText(path + "/last"));
        File.Delete(path + "/file0");
        overlay.Driver.Unmount(OverlayFixture.Work);
        Assert.Equal(["D /file0"], overlay.Changes(OverlayFixture.Work, parent));
    }

    [Fact]
    public void What_the_kernel_says_is_in_the_message()
    {
        string[] lowers = [.. Enumerable.Range(0, 501).Select(i => Directory.CreateDirectory(_overlay.Path($"layerkit/lower{i}")).FullName)];
        OverlayMounter mounter = new(new Overlay2Layout(_overlay.Root), OverlayFeatures.Detect());

        IOException error = Assert.Throws<IOException>(() => mounter.Open(new OverlayStack("deep", lowers)));

        Assert.Contains("overlay mount of deep, lowerdir+=", error.Message, StringComparison.Ordinal);
        Assert.Contains("limit is 500", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_may_have_the_characters_that_separate_options()
    {
        Overlay2Driver odd = new(new DriverContext(_overlay.Path("odd:a,b\\c")), new Overlay2Options());
        using (ILayerWriter writer = odd.Create(OverlayFixture.Base, null, CancellationToken.None))
        {
            writer.File("f", "x").Directory("d");
            writer.Commit();
        }

        odd.CreateReadWrite(OverlayFixture.Work, OverlayFixture.Base, new ReadWriteOptions(), CancellationToken.None);
        string path = odd.Mount(OverlayFixture.Work, null);

        Assert.Equal("x", File.ReadAllText(path + "/f"));
        odd.Unmount(OverlayFixture.Work);
    }

    [Fact]
    public void A_mount_label_reaches_the_kernel()
    {
        MakeReadWrite();
        Exception? error = Record.Exception(() => _overlay.Driver.Mount(OverlayFixture.Work, "system_u:object_r:container_file_t:s0"));

        // A kernel that runs SELinux takes it; any other refuses it and names it.
        string table = File.ReadAllText("/proc/self/mountinfo");
        Assert.True(
            error is null ? table.Contains("context=", StringComparison.Ordinal) : error.Message.Contains("context=system_u", StringComparison.Ordinal),
            error?.Message ?? table);
    }

    [Fact]
    public void Reading_and_applying_mount_nothing_that_others_see()
    {
        _overlay.Make(OverlayFixture.Base, null, writer => writer.File("usr/lib/f", "x").Symlink("lib", "usr/lib"));
        using ILayerWriter writer = _overlay.Driver.Create(OverlayFixture.Top, OverlayFixture.Base, CancellationToken.None);
        writer.File("lib/g");
        writer.Commit();
        using ILayerContent content = _overlay.Driver.Open(OverlayFixture.Top);
        using Stream file = content.OpenFile("lib/f"u8);

        Assert.Equal(1, file.Length);
        Assert.Equal(0, Mounts());
    }

    private void MakeReadWrite()
    {
        _overlay.Make(OverlayFixture.Base, null, writer => writer.File("f"));
        _overlay.Driver.CreateReadWrite(OverlayFixture.Work, OverlayFixture.Base, new ReadWriteOptions(), CancellationToken.None);
    }

    private int Mounts() => File.ReadAllLines("/proc/self/mountinfo").Count(line => line.Contains($" {_overlay.Root}/", StringComparison.Ordinal));
}
