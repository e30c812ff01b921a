using LayerKit.Errors;

namespace LayerKit.Tests;

/// <summary>What a reference does, state by state.</summary>
public sealed class HandleTests
{
    private static readonly byte[] SomeTar = new TarBuilder().File("a", "a").Build();

    [Fact]
    public async Task Disposing_the_last_handle_leaves_the_layer()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        Layer layer = await fixture.RegisterAsync(SomeTar);
        layer.Dispose();
        layer.Dispose();
        Assert.Equal(0, Assert.Single(fixture.Store.Layers()).References.Total);
    }

    [Fact]
    public async Task A_handle_that_was_given_back_does_nothing_more()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        using Layer other = await fixture.RegisterAsync(SomeTar);
        Layer layer = other.Clone();
        layer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => layer.ChainId);
        Assert.Throws<ObjectDisposedException>(layer.OpenTar);
        Assert.Throws<ObjectDisposedException>(layer.Clone);
        await Assert.ThrowsAsync<LayerNotRetainedException>(() => fixture.Store.ReleaseAsync(layer));
        Assert.Equal(1, fixture.Store.Layers()[0].References.Handles);
    }

    [Fact]
    public async Task A_second_release_is_an_error_whether_the_layer_is_there_or_gone()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        Layer first = await fixture.RegisterAsync(SomeTar);
        Layer second = first.Clone();
        await fixture.Store.ReleaseAsync(first);
        await Assert.ThrowsAsync<LayerNotRetainedException>(() => fixture.Store.ReleaseAsync(first));
        Assert.Single(await fixture.Store.ReleaseAsync(second));
        await Assert.ThrowsAsync<LayerNotRetainedException>(() => fixture.Store.ReleaseAsync(second));
    }

    [Fact]
    public async Task A_handle_of_another_store_is_refused()
    {
        await using StoreFixture one = await StoreFixture.OpenAsync();
        await using StoreFixture two = await StoreFixture.OpenAsync();
        using Layer layer = await one.RegisterAsync(SomeTar);
        await Assert.ThrowsAsync<ArgumentException>(() => two.Store.ReleaseAsync(layer));
        Assert.Equal(1, one.Store.Layers()[0].References.Handles);
    }

    [Fact]
    public async Task Getting_an_unknown_layer_is_an_error()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        Assert.Throws<LayerNotFoundException>(() => fixture.Store.Get(EmptyLayer.ChainId));
        Assert.False(fixture.Store.TryGet(EmptyLayer.ChainId, out _));
    }

    [Fact]
    public async Task An_open_tar_keeps_the_layer()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        Layer layer = await fixture.RegisterAsync(SomeTar);
        using (Stream tar = layer.OpenTar())
        {
            Assert.Empty(await fixture.Store.ReleaseAsync(layer));
            Assert.Equal(SomeTar, Bytes.OfStream(tar));
        }

        Assert.Equal(0, Assert.Single(fixture.Store.Layers()).References.Total);
    }

    [Fact]
    public async Task A_tar_that_is_left_early_gives_its_layer_back()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        using Layer layer = await fixture.RegisterAsync(new TarBuilder().File("big", new string('x', 5 << 20)).Build());
        using (Stream tar = layer.OpenTar())
        {
            Assert.Equal(100, tar.Read(new byte[100]));
        }

        Assert.Equal(1, fixture.Store.Layers()[0].References.Handles);
    }

    [Fact]
    public async Task A_parent_stays_while_a_child_or_an_RW_layer_is_on_it()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        Layer parent = await fixture.RegisterAsync(SomeTar);
        RWLayer job = await fixture.Store.CreateRWLayerAsync("job", parent.ChainId);
        Layer child = await fixture.RegisterAsync(SomeTar, parent.ChainId);
        Assert.Empty(await fixture.Store.ReleaseAsync(parent));
        Assert.Equal(new LayerReferences(0, 1, 1), fixture.Store.Layers().Single(layer => layer.Parent is null).References);
        Assert.Single(await fixture.Store.ReleaseAsync(child));
        Assert.Single(await fixture.Store.ReleaseRWLayerAsync(job));
        Assert.Empty(fixture.Store.Layers());
    }

    [Fact]
    public async Task RW_handles_are_counted_and_released_once_each()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        RWLayer first = await fixture.Store.CreateRWLayerAsync("job", null);
        RWLayer second = first.Clone();
        await Assert.ThrowsAsync<RWLayerInUseException>(() => fixture.Store.RemoveRWLayerAsync("job"));
        await fixture.Store.ReleaseRWLayerAsync(first);
        await Assert.ThrowsAsync<RWLayerNotRetainedException>(() => fixture.Store.ReleaseRWLayerAsync(first));
        Assert.Equal("job", second.Name);
        second.Dispose();
        Assert.Equal(["job"], fixture.Store.RWLayers());
        Assert.Empty(await fixture.Store.RemoveRWLayerAsync("job"));
        await Assert.ThrowsAsync<RWLayerNotFoundException>(() => fixture.Store.RemoveRWLayerAsync("job"));
    }

    [Fact]
    public async Task Racing_registers_and_releases_keep_the_count()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        using Layer kept = await fixture.RegisterAsync(new TarBuilder().File("base", "base").Build());
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), async (i, token) =>
        {
            Layer layer = await fixture.RegisterAsync(new TarBuilder().File("f", $"{i % 3}").Build(), kept.ChainId);
            await fixture.Store.ReleaseAsync(layer, token);
        });
        LayerSummary left = Assert.Single(fixture.Store.Layers());
        Assert.Equal(new LayerReferences(1, 0, 0), left.References);
        Assert.Equal(["dir", left.ChainId.Hex], LayerDirectories(fixture));
    }

    private static string[] LayerDirectories(StoreFixture fixture)
    {
        string layers = Path.Combine(fixture.Root, "vfs", "dir");
        string records = Path.Combine(fixture.Root, "image", "vfs", "layerdb", "sha256");
        Assert.Single(Directory.GetDirectories(layers));
        return ["dir", .. Directory.GetDirectories(records).Select(path => Path.GetFileName(path))];
    }
}
