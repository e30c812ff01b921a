using LayerKit.Identity;

namespace LayerKit.References;

/// <summary>What the handles of one layer refer to. There is one while there are handles; <see cref="LayerIndex"/> makes it.</summary>
internal sealed class LayerHold(LayerStore store, LayerNode node) : ICountedResource
{
    public LayerStore Store => store;

    public LayerNode Node => node;

    public ChainId ChainId { get; } = node.ChainId;

    public DiffId DiffId { get; } = node.DiffId;

    public ChainId? Parent { get; } = node.Parent?.ChainId;

    public long Size { get; } = node.Size;

    public long DiffSize { get; } = node.DiffSize;

    public int Depth { get; } = node.Depth;

    public DateTimeOffset Created { get; } = node.Created;

    public IReadOnlyDictionary<string, string> DriverMetadata => store.Describe(node.CacheId);

    public Stream OpenTar() => store.OpenTar(node);

    /// <summary>Nothing: a layer without handles stays until it is released or pruned.</summary>
    public void Free()
    {
    }

    public override string ToString() => $"layer {ChainId}";
}
