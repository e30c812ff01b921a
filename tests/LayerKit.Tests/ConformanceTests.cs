using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Tests;

/// <summary>moby's layer tests re-expressed; the names carry their conformance ids. LC-15, LC-16 and LC-18 are with the docker metadata store.</summary>
/// <param name="driver">The driver it runs on.</param>
/// <param name="place">Where roots are; null for the machine's temporary directory.</param>
public abstract class ConformanceTests(string driver, string? place = null)
{
    [Fact]
    public async Task LC01_What_an_RW_layer_wrote_registers_and_is_seen_by_the_next_RW_layer()
    {
        await using StoreFixture fixture = await OpenAsync();
        using Layer seeded = await SeedAsync(fixture, "writer", null, path => File.WriteAllText(Path.Combine(path, "testfile.txt"), "some test data"));
        await using RWLayer reader = await fixture.Store.CreateRWLayerAsync("reader", seeded.ChainId);
        using Mount mount = reader.Mount();
        Assert.Equal("some test data", File.ReadAllText(Path.Combine(mount.Path, "testfile.txt")));
        mount.Unmount();
        Assert.Empty(await fixture.Store.ReleaseRWLayerAsync(reader));
    }

    [Fact]
    public async Task LC02_Release_removes_what_nothing_refers_to_child_first()
    {
        await using StoreFixture fixture = await OpenAsync();
        Layer one = await fixture.RegisterAsync(Tar("layer1.txt"));
        Layer two = await fixture.RegisterAsync(Tar("layer2.txt"), one.ChainId);
        Layer threeA = await fixture.RegisterAsync(Tar("layer3a.txt"), two.ChainId);
        Layer threeB = await fixture.RegisterAsync(Tar("layer3b.txt"), two.ChainId);
        ReleasedLayer[] expected = [Released(threeA), Released(two), Released(one)];
        ReleasedLayer expectedB = Released(threeB);

        Assert.Empty(await fixture.Store.ReleaseAsync(one));
        Assert.Empty(await fixture.Store.ReleaseAsync(two));
        Assert.Equal(4, fixture.Store.Layers().Count);
        Assert.Equal([expectedB], await fixture.Store.ReleaseAsync(threeB));
        Assert.Equal(expected, await fixture.Store.ReleaseAsync(threeA));
        Assert.Empty(fixture.Store.Layers());
    }

    [Fact]
    public async Task LC03_A_reopened_store_has_the_same_layers_RW_layers_and_data()
    {
        await using StoreFixture fixture = await OpenAsync();
        Layer one = await fixture.RegisterAsync(Tar("layer1.txt"));
        Layer two = await fixture.RegisterAsync(Tar("layer2.txt"), one.ChainId);
        LayerSummary[] before = [.. fixture.Store.Layers()];
        string path;
        await using (RWLayer writer = await fixture.Store.CreateRWLayerAsync("some-mount_name", two.ChainId))
        using (Mount mount = writer.Mount())
        {
            path = mount.Path;
            File.WriteAllText(Path.Combine(path, "testfile.txt"), "nothing here");
        }

        one.Dispose();
        two.Dispose();
        await fixture.ReopenAsync(options => options with { Driver = driver });

        Assert.Equal(before.Select(layer => (layer.ChainId, layer.DiffId, layer.Parent, layer.Size)), fixture.Store.Layers().Select(layer => (layer.ChainId, layer.DiffId, layer.Parent, layer.Size)));
        await Assert.ThrowsAsync<RWLayerNameConflictException>(() => fixture.Store.CreateRWLayerAsync("some-mount_name", null));
        RWLayer first = fixture.Store.GetRWLayer("some-mount_name");
        RWLayer second = fixture.Store.GetRWLayer("some-mount_name");
        using (Mount one2 = first.Mount())
        using (Mount two2 = second.Mount())
        {
            Assert.Equal((path, path), (one2.Path, two2.Path));
            Assert.Equal("nothing here", File.ReadAllText(Path.Combine(path, "testfile.txt")));
        }

        Assert.Empty(await fixture.Store.ReleaseRWLayerAsync(first));
        Assert.Equal(2, (await fixture.Store.ReleaseRWLayerAsync(second)).Count);
    }

    [Fact]
    public async Task LC04_A_mounted_RW_layer_is_not_released_and_a_mount_ends_once()
    {
        await using StoreFixture fixture = await OpenAsync();
        RWLayer layer = await fixture.Store.CreateRWLayerAsync("job", null);
        Mount mount = layer.Mount();
        await Assert.ThrowsAsync<RWLayerInUseException>(() => fixture.Store.ReleaseRWLayerAsync(layer));
        mount.Unmount();
        Assert.Throws<NotMountedException>(mount.Unmount);
        mount.Dispose();
        Assert.Empty(await fixture.Store.ReleaseRWLayerAsync(layer));
        Assert.Throws<RWLayerNotFoundException>(() => fixture.Store.GetRWLayer("job"));
    }

    [Fact]
    public async Task LC05_A_file_smuggled_into_a_layer_does_not_show_in_any_exported_tar()
    {
        await using StoreFixture fixture = await OpenAsync();
        byte[] tarOne = Tar("layer1.txt");
        byte[] tarTwo = Tar("layer2.txt");
        Layer one = await fixture.RegisterAsync(tarOne);
        Layer two = await fixture.RegisterAsync(tarTwo, one.ChainId);
        File.WriteAllText(Path.Combine(one.DriverMetadata[driver switch { "vfs" => "SourceDir", "btrfs" => "Subvolume", _ => "UpperDir" }], "smuggled"), "x");
        Assert.Equal(tarOne, Bytes.OfTar(one));
        Assert.Equal(tarTwo, Bytes.OfTar(two));

        ChainId id = one.ChainId;
        Assert.Empty(await fixture.Store.ReleaseAsync(one));
        using Layer again = fixture.Store.Get(id);
        Assert.Equal(tarOne, Bytes.OfTar(again));
        Assert.Equal(tarTwo, Bytes.OfTar(two));
    }

    [Fact]
    public async Task LC06_Registering_a_layer_twice_gives_two_handles_on_one_layer()
    {
        await using StoreFixture fixture = await OpenAsync();
        Layer parent = await fixture.RegisterAsync(Tar("base.txt"));
        Layer first = await fixture.RegisterAsync(Tar("layer.txt"), parent.ChainId);
        string listing = fixture.Listing();
        Layer second = await fixture.RegisterAsync(Tar("layer.txt"), parent.ChainId);

        Assert.NotSame(first, second);
        Assert.Equal(first.ChainId, second.ChainId);
        Assert.Equal(listing, fixture.Listing());
        Assert.Equal(2, fixture.Store.Layers().Single(layer => layer.ChainId == first.ChainId).References.Handles);
        Assert.Empty(await fixture.Store.ReleaseAsync(first));
        Assert.Single(await fixture.Store.ReleaseAsync(second));
    }

    [Fact]
    public async Task LC07_Split_data_of_another_layer_make_reading_fail()
    {
        await using StoreFixture fixture = await OpenAsync();
        using Layer one = await fixture.RegisterAsync(Tar("same.txt"));
        using Layer two = await fixture.RegisterAsync(new TarBuilder().File("same.txt", "same.txt", mode: 0b110_000_000).Build());
        File.Copy(SplitFile(fixture, two), SplitFile(fixture, one), overwrite: true);
        LayerCorruptException e = Assert.Throws<LayerCorruptException>(() => Bytes.OfTar(one));
        Assert.Equal(one.ChainId, e.ChainId);
    }

    [Fact]
    public async Task LC08_DiffSize_is_the_layers_own_bytes_and_Size_those_of_the_chain()
    {
        await using StoreFixture fixture = await OpenAsync();
        using Layer one = await fixture.RegisterAsync(new TarBuilder().File("file1", "Base contents").Build());
        using Layer two = await fixture.RegisterAsync(new TarBuilder().File("file2", "Added contents").Build(), one.ChainId);
        Assert.Equal((13, 13), (one.DiffSize, one.Size));
        Assert.Equal((14, 27), (two.DiffSize, two.Size));
    }

    [Fact]
    public async Task LC09_The_init_function_overrides_the_base()
    {
        await using StoreFixture fixture = await OpenAsync();
        using Layer layer = await fixture.RegisterAsync(new TarBuilder().File("testfile.txt", "base data!").Build());
        await using RWLayer job = await fixture.Store.CreateRWLayerAsync("fun-mount", layer.ChainId, new CreateRWLayerOptions { Init = Init });
        using Mount mount = job.Mount();
        string file = Path.Combine(mount.Path, "testfile.txt");
        Assert.Equal("init data!", File.ReadAllText(file));
        Assert.Equal((UnixFileMode)0b111_111_111, File.GetUnixFileMode(file));

        static void Init(string path)
        {
            string file = Path.Combine(path, "testfile.txt");
            File.WriteAllText(file, "init data!");
            File.SetUnixFileMode(file, (UnixFileMode)0b111_111_111);
        }
    }

    [Fact]
    public async Task LC10_What_the_init_function_wrote_is_not_in_the_size()
    {
        await using StoreFixture fixture = await OpenAsync();
        using Layer layer = await fixture.RegisterAsync(new TarBuilder().File("file1", "Base contents").Build());
        CreateRWLayerOptions options = new() { Init = path => File.WriteAllText(Path.Combine(path, "file-init"), new string('i', 1000)) };
        await using RWLayer job = await fixture.Store.CreateRWLayerAsync("mount-size", layer.ChainId, options);
        using Mount mount = job.Mount();
        File.WriteAllText(Path.Combine(mount.Path, "file2"), new string('2', 15));
        Assert.Equal(15, job.Size);
    }

    [Fact]
    public async Task LC11_Changes_are_what_was_modified_deleted_and_added_without_the_init_layers_files()
    {
        await using StoreFixture fixture = await OpenAsync();
        using Layer layer = await fixture.RegisterAsync(new TarBuilder().File("testfile1.txt", "1").File("testfile2.txt", "2").File("testfile3.txt", "3").Build());
        CreateRWLayerOptions options = new() { Init = path => File.WriteAllText(Path.Combine(path, "testfile0.txt"), "init") };
        await using RWLayer job = await fixture.Store.CreateRWLayerAsync("mount-changes", layer.ChainId, options);
        using Mount mount = job.Mount();
        File.WriteAllText(Path.Combine(mount.Path, "testfile1.txt"), "changed");
        File.Delete(Path.Combine(mount.Path, "testfile2.txt"));
        File.SetUnixFileMode(Path.Combine(mount.Path, "testfile3.txt"), (UnixFileMode)0b111_101_101);
        File.WriteAllText(Path.Combine(mount.Path, "testfile4.txt"), "added");
        Assert.Equal(["C /testfile1.txt", "D /testfile2.txt", "C /testfile3.txt", "A /testfile4.txt"], job.Changes().Select(change => change.ToString()));
    }

    [Fact]
    public void LC19_The_empty_layer_is_1024_NULs()
    {
        const string constant = "sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";
        Assert.Equal(constant, EmptyLayer.DiffId.ToString());
        Assert.Equal(constant, EmptyLayer.ChainId.ToString());
        Assert.Equal(constant, Digest.Compute(Bytes.OfStream(EmptyLayer.OpenTar())).ToString());
    }

    [Fact]
    public async Task LC19_The_empty_layer_registers_like_any_other()
    {
        await using StoreFixture fixture = await OpenAsync();
        using Layer layer = await fixture.RegisterAsync(Bytes.OfStream(EmptyLayer.OpenTar()));
        Assert.Equal((EmptyLayer.ChainId, 0, 0, null), (layer.ChainId, layer.Size, layer.DiffSize, layer.Parent));
        Assert.Equal(new byte[1024], Bytes.OfTar(layer));
    }

    [Fact]
    public async Task LC12_A_file_of_an_applied_diff_is_visible()
    {
        await using StoreFixture fixture = await OpenAsync();
        using Layer parent = await fixture.RegisterAsync(Tar("file.txt"));
        await using RWLayer job = await fixture.Store.CreateRWLayerAsync("mount-apply", parent.ChainId);
        Assert.Equal(3, await job.ApplyAsync(new MemoryStream(new TarBuilder().File("newfile.txt", "new").Build())));
        using Mount mount = job.Mount();
        Assert.Equal("new", File.ReadAllText(Path.Combine(mount.Path, "newfile.txt")));
        Assert.Equal(["A /newfile.txt"], job.Changes().Select(change => change.ToString()));
    }

    private static byte[] Tar(string file) => new TarBuilder().File(file, file).Build();

    private static ReleasedLayer Released(Layer layer) => new(layer.ChainId, layer.DiffId, layer.Size, layer.DiffSize);

    private Task<StoreFixture> OpenAsync() => StoreFixture.OpenAsync(options => options with { Driver = driver }, place);

    private string SplitFile(StoreFixture fixture, Layer layer) =>
        Path.Combine(fixture.Root, "image", driver, "layerdb", "sha256", layer.ChainId.Hex, "tar-split.json.gz");

    private static async Task<Layer> SeedAsync(StoreFixture fixture, string name, ChainId? parent, Action<string> write)
    {
        await using RWLayer writer = await fixture.Store.CreateRWLayerAsync(name, parent);
        using (Mount mount = writer.Mount())
        {
            write(mount.Path);
        }

        Layer layer = await writer.CommitAsync();
        await fixture.Store.ReleaseRWLayerAsync(writer);
        return layer;
    }
}
