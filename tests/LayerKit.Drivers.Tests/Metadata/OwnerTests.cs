using LayerKit.Drivers.Metadata;
using LayerKit.Metadata;

namespace LayerKit.Drivers.Tests.Metadata;

/// <summary>Whose a record is: LayerKit's when it made it, Docker's else.</summary>
public sealed class OwnerTests : IDisposable
{
    private readonly DockerRoot _root = new();
    private readonly LayerRecord _layer = DockerRoot.Layer("layer");

    public void Dispose() => _root.Dispose();

    [Fact]
    public void What_LayerKit_committed_is_its_own_and_everything_else_is_Docker_s()
    {
        DockerMetadataStore store = _root.Open();
        RWLayerRecord rwLayer = DockerRoot.RWLayer("web");
        DockerRoot.Commit(store, _layer);
        DockerRoot.Commit(store, rwLayer);

        Assert.Null(store.FindForeignOwner(_layer));
        Assert.Null(store.FindForeignOwner(rwLayer));
        Assert.Equal("Docker, which registered it", store.FindForeignOwner(DockerRoot.Layer("other")));
        Assert.Equal("Docker, whose container it is", store.FindForeignOwner(DockerRoot.RWLayer("other")));
    }

    [Fact]
    public void A_layer_that_took_over_an_RW_layer_s_content_stays_LayerKit_s_though_its_commit_was_interrupted()
    {
        DockerMetadataStore store = _root.Open();
        RWLayerRecord rwLayer = new("web", _layer.CacheId, null, null);
        DockerRoot.Commit(store, rwLayer);
        DockerRoot.Commit(store, _layer);

        // Killed between the rename of the layer's record and what follows it.
        File.Delete(_root[$"layerkit/own-layers/{_layer.CacheId}"]);
        _root.WriteIntent(_layer.CacheId);
        DockerMetadataStore after = _root.Open();
        after.RemoveRWLayer(rwLayer.Name);
        after.Forget(_layer.CacheId);

        Assert.Null(after.FindForeignOwner(_layer));
        Assert.Empty(after.Orphans());
        Assert.Empty(_root.IntentNames());
    }
}
