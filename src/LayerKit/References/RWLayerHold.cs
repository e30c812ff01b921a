using LayerKit.Drivers;
using LayerKit.Identity;
using LayerKit.Sessions;

namespace LayerKit.References;

/// <summary>What the handles of one RW layer refer to. There is one while this process has references; <see cref="HoldTable{TKey, T}"/> keeps it.</summary>
internal sealed class RWLayerHold(LayerStore store, RWLayerNode node, HoldSlot slot) : ICountedResource
{
    public LayerStore Store => store;

    public RWLayerNode Node => node;

    public string Name { get; } = node.Name;

    public ChainId? Parent { get; } = node.Parent?.ChainId;

    public CacheId MountId => node.MountId;

    public long Size => store.DiffSize(node);

    public IReadOnlyDictionary<string, string> DriverMetadata => store.Describe(node.MountId);

    public IReadOnlyList<Change> Changes(CancellationToken cancellationToken) => store.Changes(node, cancellationToken);

    public Stream OpenDiff() => store.OpenDiff(node);

    public void Counted(int change) => slot.Add(change);

    /// <summary>Lets other processes see that this one holds the RW layer no more; it stays until it is released or removed.</summary>
    public void Free() => store.Return(this, slot);

    public override string ToString() => $"RW layer '{Name}'";
}
