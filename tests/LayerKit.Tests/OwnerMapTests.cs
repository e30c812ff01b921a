using LayerKit.Errors;

namespace LayerKit.Tests;

/// <summary>Ids of tars and ids of files: translated when a layer is applied and when a diff is read.</summary>
public sealed class OwnerMapTests
{
    private static readonly IdRange[] Maps = [new(0, 100_000, 1000), new(2000, 300_000, 10)];

    private static readonly byte[] SomeTar = new TarBuilder().File("a", "a").Build();

    [Fact]
    public async Task A_layer_s_files_belong_to_the_host_s_ids_and_its_tar_stays_as_it_was()
    {
        await using StoreFixture fixture = await OpenAsync(Maps);
        await using Layer layer = await fixture.RegisterAsync(SomeTar);

        string file = Path.Combine(layer.DriverMetadata["SourceDir"], "a");
        Assert.Equal("100000 100000", Owner(file));
        using MemoryStream tar = new();
        await using Stream source = layer.OpenTar();
        await source.CopyToAsync(tar);
        Assert.Equal(SomeTar, tar.ToArray());
    }

    [Fact]
    public async Task A_diff_names_the_container_s_ids()
    {
        await using StoreFixture fixture = await OpenAsync(Maps);
        await using Layer layer = await fixture.RegisterAsync(SomeTar);
        await using RWLayer job = await fixture.Store.CreateRWLayerAsync("job", layer.ChainId);
        using (Mount mount = job.Mount())
        {
            await File.WriteAllTextAsync(Path.Combine(mount.Path, "new"), "new");
            Shell("chown", "300005:100007", Path.Combine(mount.Path, "new"));
        }

        await using Stream diff = job.OpenDiff();
        using System.Formats.Tar.TarReader reader = new(diff);
        System.Formats.Tar.TarEntry entry = (await reader.GetNextEntryAsync())!;
        Assert.Equal(("new", 2005, 7), (entry.Name, entry.Uid, entry.Gid));
    }

    [Fact]
    public async Task An_owner_outside_the_maps_is_refused_and_nothing_is_kept()
    {
        await using StoreFixture fixture = await OpenAsync([new IdRange(1, 100_000, 10)]);

        UnsupportedTarEntryException error = await Assert.ThrowsAsync<UnsupportedTarEntryException>(() => fixture.RegisterAsync(SomeTar));

        Assert.Equal("cannot keep tar entry 'a': its user 0 is in no range of the store's user id map; create the tar again without it", error.Message);
        Assert.Equal(default, fixture.Store.Count());
    }

    [Fact]
    public async Task A_root_keeps_its_maps()
    {
        await using StoreFixture fixture = await OpenAsync(Maps);

        await Assert.ThrowsAsync<StoreMismatchException>(() => LayerStore.OpenAsync(fixture.Options() with { UidMaps = [] }));
        await fixture.ReopenAsync();
        await using Layer layer = await fixture.RegisterAsync(SomeTar);
        Assert.Equal("100000 100000", Owner(Path.Combine(layer.DriverMetadata["SourceDir"], "a")));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(-1, 0, 1)]
    [InlineData(0, 4294967295, 1)]
    [InlineData(5, 99999, 2)]
    public async Task Ranges_that_make_no_sense_are_refused_before_a_root_is_made(long container, long host, long length)
    {
        using TempRoot root = new();
        LayerStoreOptions options = new(root["store"]) { Drivers = Drivers.BuiltInDrivers.CreateCatalog(), UidMaps = [.. Maps, new IdRange(container, host, length)] };

        await Assert.ThrowsAsync<ArgumentException>(() => LayerStore.OpenAsync(options));
        Assert.False(Directory.Exists(root["store"]));
    }

    private static Task<StoreFixture> OpenAsync(IdRange[] maps) => StoreFixture.OpenAsync(options => options with { UidMaps = maps, GidMaps = maps });

    private static string Owner(string path) => Shell("stat", "-c", "%u %g", path);

    private static string Shell(string program, params string[] arguments)
    {
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
