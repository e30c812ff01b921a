using LayerKit.Identity;
using LayerKit.Sessions;

namespace LayerKit.References;

/// <summary>What the handles of one layer refer to. There is one while this process has references; <see cref="HoldTable{TKey, T}"/> keeps it.</summary>
internal sealed class LayerHold(LayerStore store, LayerNode node, HoldSlot slot) : ICountedResource
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

    public void Counted(int change) => slot.Add(change);

    /// <summary>Lets other processes see that this one holds the layer no more; it stays until it is released or pruned.</summary>
    public void Free() => store.Return(this, slot);

    public override string ToString() => $"layer {ChainId}";
}
