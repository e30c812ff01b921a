using LayerKit.Drivers;
using LayerKit.Identity;

namespace LayerKit.References;

/// <summary>What the handles of one RW layer refer to. There is one while there are handles; <see cref="RWLayerIndex"/> makes it.</summary>
internal sealed class RWLayerHold(LayerStore store, RWLayerNode node) : ICountedResource
{
    public LayerStore Store => store;

    public RWLayerNode Node => node;

    public string Name { get; } = node.Name;

    public ChainId? Parent { get; } = node.Parent?.ChainId;

    public long Size => store.DiffSize(node);

    public IReadOnlyDictionary<string, string> DriverMetadata => store.Describe(node.MountId);

    public IReadOnlyList<Change> Changes(CancellationToken cancellationToken) => store.Changes(node, cancellationToken);

    public Stream OpenDiff() => store.OpenDiff(node);

    /// <summary>Nothing: an RW layer without handles stays until it is released or removed.</summary>
    public void Free()
    {
    }

    public override string ToString() => $"RW layer '{Name}'";
}
