using LayerKit.Identity;

namespace LayerKit.References;

/// <summary>The live layers of an open store and how often each is referred to.</summary>
/// <remarks>
/// Invariant: references of a layer = handles + child layers + RW layers (transient holds of running operations count as what they will become).
/// Invariant: handles give back and clone without the lock, but the first handle is made under it; so a layer without handles, seen under the lock, stays without.
/// Invariant: a layer is in the index exactly while its record is in the metadata store; <see cref="LayerStore"/> keeps the two in step under its commit lock.
/// The lock of this class is innermost and never held across I/O.
/// </remarks>
internal sealed class LayerIndex
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ChainId, LayerNode> _layers = [];

    /// <summary>Takes a reference for a handle; null when there is no such layer or it is about to go.</summary>
    public RefCell<LayerHold>? TryHold(ChainId chainId, LayerStore store)
    {
        lock (_gate)
        {
            return _layers.TryGetValue(chainId, out LayerNode? node) && !node.Removing ? Hold(node, store) : null;
        }
    }

    /// <summary>Takes a reference for a child or an RW layer; null when there is no such layer or it is about to go.</summary>
    public LayerNode? TryAcquire(ChainId chainId, ReferenceKind kind)
    {
        lock (_gate)
        {
            if (!_layers.TryGetValue(chainId, out LayerNode? node) || node.Removing)
            {
                return null;
            }

            Add(node, kind, 1);
            return node;
        }
    }

    /// <summary>Gives a reference back and leaves the layer where it is.</summary>
    public void Return(LayerNode node, ReferenceKind kind)
    {
        lock (_gate)
        {
            Add(node, kind, -1);
        }
    }

    /// <summary>Marks a layer for removal if nothing refers to it; false when something does, or when somebody else is removing it.</summary>
    public bool TryBeginRemoval(LayerNode node)
    {
        lock (_gate)
        {
            bool unreferenced = node.References.Total == 0 && !node.Removing;
            node.Removing |= unreferenced;
            return unreferenced;
        }
    }

    /// <summary>Takes a removal back, because the record could not be removed.</summary>
    public void CancelRemoval(LayerNode node)
    {
        lock (_gate)
        {
            node.Removing = false;
        }
    }

    /// <summary>Takes a marked layer out and gives back its reference to its parent.</summary>
    public void CompleteRemoval(LayerNode node)
    {
        lock (_gate)
        {
            _layers.Remove(node.ChainId);
            if (node.Parent is { } parent)
            {
                Add(parent, ReferenceKind.Child, -1);
            }
        }
    }

    /// <summary>Adds a layer whose record has just been published, with a reference for its first handle.</summary>
    /// <remarks>The reference to the parent was taken when the register began.</remarks>
    public RefCell<LayerHold> Publish(LayerNode node, LayerStore store)
    {
        lock (_gate)
        {
            _layers.Add(node.ChainId, node);
            return Hold(node, store);
        }
    }

    /// <summary>Adds a layer found at open, without a handle.</summary>
    public void Restore(LayerNode node)
    {
        lock (_gate)
        {
            _layers.Add(node.ChainId, node);
            if (node.Parent is { } parent)
            {
                Add(parent, ReferenceKind.Child, 1);
            }
        }
    }

    /// <summary>Finds a layer without taking a reference.</summary>
    public LayerNode? Find(ChainId chainId)
    {
        lock (_gate)
        {
            return _layers.GetValueOrDefault(chainId);
        }
    }

    /// <summary>All layers at this moment, sorted by ChainID.</summary>
    public IReadOnlyList<LayerSummary> Summaries()
    {
        lock (_gate)
        {
            return [.. _layers.Values
                .Select(node => new LayerSummary(node.ChainId, node.DiffId, node.Parent?.ChainId, node.Size, node.DiffSize, node.Created, node.References))
                .OrderBy(summary => summary.ChainId.Hex, StringComparer.Ordinal)];
        }
    }

    private static RefCell<LayerHold> Hold(LayerNode node, LayerStore store) =>
        node.Hold is { } hold && hold.TryAddReference() ? hold : node.Hold = new RefCell<LayerHold>(new LayerHold(store, node), store.Handles);

    private static void Add(LayerNode node, ReferenceKind kind, int change)
    {
        switch (kind)
        {
            case ReferenceKind.Child:
                node.Children += change;
                break;
            default:
                node.RWLayers += change;
                break;
        }
    }
}
