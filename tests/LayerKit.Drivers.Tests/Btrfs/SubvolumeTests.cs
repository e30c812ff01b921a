using LayerKit.Drivers.Btrfs;
using LayerKit.Drivers.Tests.Linux;
using LayerKit.Drivers.Tests.Tree;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Registration;

namespace LayerKit.Drivers.Tests.Btrfs;

/// <summary>What only btrfs has.</summary>
[Collection(OnBtrfs.Name)]
public sealed class SubvolumeTests : IDisposable
{
    private static readonly CacheId Base = CacheId.Parse("base");
    private static readonly CacheId Top = CacheId.Parse("top");

    private readonly string _root;

    public SubvolumeTests(BtrfsVolume volume) => _root = volume.NewDirectory();

    public void Dispose()
    {
        BtrfsDriver driver = NewDriver();
        foreach (CacheId id in driver.List().ToArray())
        {
            driver.Remove(id, CancellationToken.None);
        }

        Shell.Run("rm -rf \"$1\"", _root);
    }

    [Fact]
    public void Layers_are_subvolumes_where_Docker_has_them()
    {
        BtrfsDriver driver = NewDriver();
        Make(driver, Base, null, writer => writer.File("a", "content"));
        Make(driver, Top, Base, writer => writer.File("b"));

        Assert.Equal("256 256", $"{Shell.Stat("%i", Subvolume("base"))} {Shell.Stat("%i", Subvolume("top"))}");
        Assert.Equal("content", File.ReadAllText(Subvolume("top") + "/a"));
        Assert.Contains("/subvolumes/top", Shell.Run("btrfs subvolume list \"$1\"", _root), StringComparison.Ordinal);
        Assert.Equal(Subvolume("top"), driver.Describe(Top)["Subvolume"]);
    }

    [Fact]
    public void A_child_shares_the_blocks_of_its_parent()
    {
        BtrfsDriver driver = NewDriver();
        byte[] noise = new byte[16 << 20];
        new Random(1).NextBytes(noise);
        Make(driver, Base, null, writer => writer.Add(new LayerEntry { Path = "big"u8, Mode = 0x1A4, Size = noise.Length }, new BytesPayload(noise)));
        driver.Sync();
        long before = Used();

        for (int child = 0; child < 10; child++)
        {
            Make(driver, CacheId.Parse($"child{child}"), Base, writer => writer.File("own", $"{child}"));
        }

        driver.Sync();
        Assert.True(Used() - before < noise.Length, $"{Used() - before} bytes more");
    }

    [Fact]
    public void Subvolumes_inside_an_RW_layer_go_with_it_at_any_depth()
    {
        BtrfsDriver driver = NewDriver();
        Make(driver, Base, null, writer => writer.File("d/a"));
        driver.CreateReadWrite(Top, Base, new ReadWriteOptions(), CancellationToken.None);
        Shell.Run(
            "cd \"$1\"; btrfs -q subvolume create one; btrfs -q subvolume create one/two; mkdir -p one/two/x/y; btrfs -q subvolume create one/two/x/y/three; echo z >one/two/x/y/three/z; btrfs -q subvolume snapshot one d/snap",
            driver.Mount(Top, null));

        driver.Remove(Top, CancellationToken.None);

        Assert.Equal(DriverPresence.Absent, driver.Presence(Top));
        Assert.Equal("1", Shell.Run("btrfs subvolume list \"$1\" | grep -cF \"$2\"", _root, Path.GetFileName(_root)).Trim());
    }

    [Fact]
    public void A_size_is_kept_by_the_file_system()
    {
        BtrfsDriver driver = NewDriver();
        Make(driver, Base, null, writer => writer.File("a", "content"));
        driver.CreateReadWrite(Top, Base, Sized("24M"), CancellationToken.None);
        string path = driver.Mount(Top, null);

        Write(path + "/fits", 8 << 20);
        IOException full = Assert.Throws<IOException>(() => Write(path + "/too-large", 40 << 20));

        Assert.Equal("25165824", File.ReadAllText(Path.Combine(_root, "btrfs", "quotas", "top")));
        Assert.Equal("25165824", driver.Describe(Top)["Size"]);
        Assert.Contains("24.00MiB", Shell.Run("btrfs qgroup show -re \"$1\"", path), StringComparison.Ordinal);
        Assert.NotEmpty(full.Message);
        driver.Remove(Top, CancellationToken.None);
        Assert.False(File.Exists(Path.Combine(_root, "btrfs", "quotas", "top")));
    }

    [Theory]
    [InlineData("size", "1M", "btrfs.min_space, which is 10M")]
    [InlineData("size", "0", "a size above 0")]
    [InlineData("size", "much", "a size above 0")]
    [InlineData("inodes", "5", "no option but 'size'")]
    public void A_bad_size_is_refused_and_leaves_nothing(string key, string value, string expected)
    {
        BtrfsDriver driver = NewDriver(new BtrfsOptions { MinSpace = ByteSize.Parse("10M") });
        ReadWriteOptions options = new() { StorageOptions = new Dictionary<string, string> { [key] = value } };

        DriverOptionException e = Assert.Throws<DriverOptionException>(() => driver.CreateReadWrite(Top, null, options, CancellationToken.None));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Empty(driver.List());
    }

    [Fact]
    public void It_says_why_it_does_not_work_in_a_place()
    {
        using TempRoot elsewhere = new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);

        DriverProbe probe = BtrfsDriver.Probe(new DriverContext(elsewhere["not/there/yet"]));

        Assert.False(probe.IsSupported);
        Assert.StartsWith($"{elsewhere.Path} is on ", probe.Reason, StringComparison.Ordinal);
        Assert.EndsWith(" and not on btrfs", probe.Reason, StringComparison.Ordinal);
        Assert.True(BtrfsDriver.Probe(new DriverContext(Path.Combine(_root, "btrfs"))).IsSupported);
    }

    [Fact]
    public void Without_rights_it_does_not_work_and_leaves_nothing_of_the_probe() => UnprivilegedThread.Run(() =>
    {
        DriverProbe probe = BtrfsDriver.Probe(new DriverContext(Path.Combine(_root, "btrfs")));

        Assert.Contains("subvolumes cannot be made and removed", probe.Reason, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_root));
    });

    [Fact]
    public async Task A_store_on_btrfs_takes_btrfs_by_itself()
    {
        LayerStoreOptions options = new(Path.Combine(_root, "store")) { Drivers = BuiltInDrivers.CreateCatalog(), Durability = Durability.None };
        await using LayerStore store = await LayerStore.OpenAsync(options);

        // A driver that is preferred to it, where there is one, works elsewhere too.
        string[] preferred = [.. options.Drivers.Drivers.Select(driver => driver.Name).TakeWhile(name => name != "btrfs"), "btrfs"];
        Assert.Contains(store.DriverName, preferred);
    }

    private static void Make(BtrfsDriver driver, CacheId id, CacheId? parent, Action<ILayerWriter> entries)
    {
        using ILayerWriter writer = driver.Create(id, parent, CancellationToken.None);
        entries(writer);
        writer.Commit();
    }

    private static ReadWriteOptions Sized(string size) => new() { StorageOptions = new Dictionary<string, string> { ["size"] = size } };

    // What no block can be found for is told at the latest when it is written out.
    private static void Write(string path, int bytes)
    {
        byte[] noise = new byte[bytes];
        new Random(bytes).NextBytes(noise);
        using FileStream file = new(path, FileMode.Create, FileAccess.Write);
        file.Write(noise);
        file.Flush(flushToDisk: true);
    }

    private string Subvolume(string name) => Path.Combine(_root, "btrfs", "subvolumes", name);

    private BtrfsDriver NewDriver(BtrfsOptions? options = null)
    {
        Directory.CreateDirectory(Path.Combine(_root, "btrfs"));
        return new BtrfsDriver(new DriverContext(Path.Combine(_root, "btrfs")), options ?? new BtrfsOptions());
    }

    private long Used()
    {
        DriveInfo volume = new(_root);
        return volume.TotalSize - volume.TotalFreeSpace;
    }
}
