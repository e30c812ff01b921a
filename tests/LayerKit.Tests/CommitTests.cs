using System.Diagnostics;
using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;
using LayerKit.Metadata.Sqlite;
using LayerKit.Registration;

namespace LayerKit.Tests;

/// <summary>An RW layer becomes a layer: consumed, cloned, or through its tar, always the same layer.</summary>
public sealed class CommitTests
{
    private static readonly byte[] Base = new TarBuilder().Directory("etc").File("etc/hosts", "127.0.0.1").File("gone", "gone").Build();

    public static TheoryData<string, bool> Ways => new()
    {
        { "all abilities", true },
        { "all abilities", false },
        { "none", true },
        { "none", false },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task What_is_committed_is_the_tar_of_the_diff_byte_for_byte(string abilities, bool consume)
    {
        await using StoreFixture fixture = await OpenAsync(abilities);
        using Layer parent = await fixture.RegisterAsync(Base);
        RWLayer job = await fixture.Store.CreateRWLayerAsync("job", parent.ChainId);
        Write(job);
        byte[] diff = DiffOf(job);

        using Layer layer = await job.CommitAsync(new CommitOptions { Consume = consume, Pin = "result" });
        Assert.Equal(DiffId.FromDigest(Digest.Compute(diff)), layer.DiffId);
        Assert.Equal(diff, Bytes.OfTar(layer));
        Assert.Equal(layer.ChainId, fixture.Store.FindPin("result")?.ChainId);
        Assert.Equal(consume ? [] : ["job"], fixture.Store.RWLayers());
        Assert.Equal(8, layer.DiffSize);
        if (consume)
        {
            await Assert.ThrowsAsync<RWLayerNotRetainedException>(() => fixture.Store.ReleaseRWLayerAsync(job));
        }
        else
        {
            Assert.Empty(await fixture.Store.ReleaseRWLayerAsync(job));
        }

        Assert.Empty(fixture.Store.FindDamaged());
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(fixture.Root, "vfs", "dir")).Length);
        using Mount view = layer.Mount();
        Assert.Equal(["etc", "linked", "new"], Directory.GetFileSystemEntries(view.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_consumed_RW_layer_is_not_copied_and_its_name_is_free_again()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        RWLayer job = await fixture.Store.CreateRWLayerAsync("job", null);
        Write(job);
        string content = job.DriverMetadata["SourceDir"];
        using Layer layer = await job.CommitAsync(new CommitOptions { Consume = true });
        Assert.Equal(content, layer.DriverMetadata["SourceDir"]);
        await using RWLayer next = await fixture.Store.CreateRWLayerAsync("job", layer.ChainId);
        Assert.Empty(next.Changes());
    }

    [Fact]
    public async Task A_layer_that_is_there_already_takes_the_place_of_a_consumed_one()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        RWLayer first = await fixture.Store.CreateRWLayerAsync("first", null);
        Write(first);
        using Layer layer = await first.CommitAsync();
        using Layer same = await first.CommitAsync(new CommitOptions { Consume = true });
        Assert.Equal(layer.ChainId, same.ChainId);
        Assert.Empty(fixture.Store.RWLayers());
        Assert.Single(Directory.GetDirectories(Path.Combine(fixture.Root, "vfs", "dir")));
    }

    [Fact]
    public async Task An_init_layers_files_are_not_in_a_consumed_layer()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        using Layer parent = await fixture.RegisterAsync(Base);
        CreateRWLayerOptions options = new() { Init = path => File.WriteAllText(Path.Combine(path, "init"), "init") };
        RWLayer job = await fixture.Store.CreateRWLayerAsync("job", parent.ChainId, options);
        Write(job);
        using Layer layer = await job.CommitAsync(new CommitOptions { Consume = true });
        await using RWLayer next = await fixture.Store.CreateRWLayerAsync("next", layer.ChainId);
        using Mount mount = next.Mount();
        Assert.False(File.Exists(Path.Combine(mount.Path, "init")));
        Assert.Equal(["next"], fixture.Store.RWLayers());
    }

    [Fact]
    public async Task A_mounted_or_shared_RW_layer_is_not_consumed_and_stays_as_it_is()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        await using RWLayer job = await fixture.Store.CreateRWLayerAsync("job", null);
        CommitOptions consume = new() { Consume = true };
        using (job.Mount())
        {
            await Assert.ThrowsAsync<RWLayerInUseException>(() => job.CommitAsync(consume));
        }

        using (fixture.Store.GetRWLayer("job"))
        {
            await Assert.ThrowsAsync<RWLayerInUseException>(() => job.CommitAsync(consume));
        }

        Write(job);
        using Layer layer = await job.CommitAsync(consume);
        Assert.Empty(fixture.Store.RWLayers());
    }

    [Fact]
    public async Task A_commit_that_fails_leaves_the_RW_layer_to_be_written_and_committed()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        await using RWLayer job = await fixture.Store.CreateRWLayerAsync("job", null);
        Write(job);
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        CommitOptions consume = new() { Consume = true };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job.CommitAsync(consume, null, cancelled.Token));

        string splits = Path.Combine(fixture.Root, "image", "vfs", "layerdb", "sha256");
        Directory.Delete(splits, recursive: true);
        File.WriteAllText(splits, "in the way");
        await Assert.ThrowsAsync<MetadataStoreException>(() => job.CommitAsync(consume));
        File.Delete(splits);
        Write(job);
        using Layer layer = await job.CommitAsync(consume);
        Assert.Equal(8, layer.DiffSize);
        Assert.Empty(Directory.GetFiles(Path.Combine(fixture.Root, "layerkit", "seals")));
    }

    [Fact]
    public async Task A_clone_of_a_handle_whose_RW_layer_was_consumed_reaches_nothing()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        RWLayer job = await fixture.Store.CreateRWLayerAsync("job", null);
        Write(job);
        RWLayer? clone = null;
        Cloner cloner = new(() => clone ??= job.Clone());
        using Layer layer = await job.CommitAsync(new CommitOptions { Consume = true }, cloner);
        byte[] tar = Bytes.OfTar(layer);

        Assert.Throws<ObjectDisposedException>(() => job.Mount());
        Assert.Throws<RWLayerNotFoundException>(() => clone!.Mount());
        Assert.Throws<RWLayerNotFoundException>(() => clone!.Changes());
        Assert.Throws<RWLayerNotFoundException>(() => fixture.Store.GetRWLayer("job"));
        Assert.Empty(await fixture.Store.ReleaseRWLayerAsync(clone!));
        Assert.Equal(tar, Bytes.OfTar(layer));
    }

    [Theory]
    [InlineData("docker", true)]
    [InlineData("sqlite", true)]
    [InlineData("docker", false)]
    [InlineData("sqlite", false)]
    public async Task A_process_killed_after_the_layer_was_published_leaves_the_layer_and_no_RW_layer(string metadata, bool reopens)
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync(WithAllStores);
        Layer parent = await fixture.RegisterAsync(Base);
        RWLayer job = await fixture.Store.CreateRWLayerAsync("job", parent.ChainId);
        Write(job);
        byte[] diff = DiffOf(job);
        CacheId content = CacheId.Parse(Path.GetFileName(job.DriverMetadata["SourceDir"]));
        Layer layer = await job.CommitAsync(new CommitOptions { Consume = true, Pin = "result" });
        ChainId chainId = layer.ChainId;
        RestoreRecord(fixture, metadata, new RWLayerRecord("job", content, null, parent.ChainId), chainId);
        layer.Dispose();
        parent.Dispose();

        Assert.Throws<RWLayerNotFoundException>(() => fixture.Store.GetRWLayer("job"));
        await Assert.ThrowsAsync<RWLayerNotFoundException>(() => fixture.Store.RemoveRWLayerAsync("job"));
        if (reopens)
        {
            await fixture.ReopenAsync(WithAllStores);
        }
        else
        {
            await fixture.Store.ReleaseRWLayerAsync(await fixture.Store.CreateRWLayerAsync("job", null));
        }

        Assert.Empty(fixture.Store.RWLayers());
        using (Layer again = fixture.Store.Get(chainId))
        {
            Assert.Equal(diff, Bytes.OfTar(again));
        }

        Assert.Equal(2, (await fixture.Store.UnpinAsync("result")).Count);
        Assert.Empty(Directory.GetDirectories(Path.Combine(fixture.Root, "vfs", "dir")));

        LayerStoreOptions WithAllStores(LayerStoreOptions options) => options with { Drivers = AllStores(), MetadataStore = metadata };
    }

    [Fact]
    public async Task A_process_killed_before_the_layer_was_published_leaves_the_RW_layer()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        RWLayer job = await fixture.Store.CreateRWLayerAsync("job", null);
        Write(job);
        string content = Path.GetFileName(job.DriverMetadata["SourceDir"]);
        ChainId never = ChainId.Of(null, DiffId.FromDigest(Digest.Compute("never"u8)));
        Directory.CreateDirectory(Path.Combine(fixture.Root, "layerkit", "seals"));
        File.WriteAllText(Path.Combine(fixture.Root, "layerkit", "seals", content), $"{never}\njob");
        await fixture.ReopenAsync();
        using RWLayer again = fixture.Store.GetRWLayer("job");
        Assert.Equal(3, again.Changes().Count(change => change.Kind == ChangeKind.Added));
        Assert.Empty(Directory.GetFiles(Path.Combine(fixture.Root, "layerkit", "seals")));
    }

    private static Task<StoreFixture> OpenAsync(string abilities) =>
        StoreFixture.OpenAsync(options => abilities == "none" ? options with { Drivers = PlainDriver.Catalog() } : options);

    private static PluginCatalog AllStores() => BuiltInDrivers.CreateCatalog().Add(
        new MetadataStoreRegistration("sqlite", 1, context => new SqliteMetadataStore(context)));

    /// <summary>The state between the publication of the layer and the removal of the RW layer.</summary>
    private static void RestoreRecord(StoreFixture fixture, string metadata, RWLayerRecord record, ChainId chainId)
    {
        using IMetadataStore store = AllStores().FindMetadataStore(metadata)!.Create(new MetadataContext(fixture.Root, "vfs", Sync: false));
        using IMetadataTransaction transaction = store.Begin();
        transaction.Put(record);
        transaction.Commit();
        File.WriteAllText(Path.Combine(fixture.Root, "layerkit", "seals", record.MountId.ToString()), $"{chainId}\n{record.Name}");
    }

    private static byte[] DiffOf(RWLayer job)
    {
        using Stream diff = job.OpenDiff();
        return Bytes.OfStream(diff);
    }

    private static void Write(RWLayer job)
    {
        using Mount mount = job.Mount();
        File.WriteAllText(Path.Combine(mount.Path, "new"), "new file");
        File.Delete(Path.Combine(mount.Path, "linked"));
        Process.Start("ln", [Path.Combine(mount.Path, "new"), Path.Combine(mount.Path, "linked")]).WaitForExit();
        File.Delete(Path.Combine(mount.Path, "gone"));
        Directory.CreateDirectory(Path.Combine(mount.Path, "etc"));
        File.SetUnixFileMode(Path.Combine(mount.Path, "etc"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Clones while the commit is under way.</summary>
    private sealed class Cloner(Func<RWLayer> clone) : IProgress<LayerProgress>
    {
        public void Report(LayerProgress value) => clone();
    }
}
