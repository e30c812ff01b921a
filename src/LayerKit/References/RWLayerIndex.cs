using LayerKit.Errors;

namespace LayerKit.References;

/// <summary>The RW layers of an open store by name. Its lock is innermost and never held across I/O.</summary>
internal sealed class RWLayerIndex
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, RWLayerNode> _layers = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_gate)
            {
                return [.. _layers.Values.Where(node => node.State == RWLayerState.Live).Select(node => node.Name)];
            }
        }
    }

    /// <summary>Takes a name for an RW layer that is about to be made, with a reference for its first handle.</summary>
    /// <exception cref="RWLayerNameConflictException">The name is in use.</exception>
    public RefCell<RWLayerHold> Reserve(RWLayerNode node, LayerStore store)
    {
        lock (_gate)
        {
            node.State = RWLayerState.Creating;
            return _layers.TryAdd(node.Name, node) ? Hold(node, store) : throw new RWLayerNameConflictException(node.Name);
        }
    }

    /// <summary>True when the name is in use, whatever the state.</summary>
    public bool Contains(string name)
    {
        lock (_gate)
        {
            return _layers.ContainsKey(name);
        }
    }

    /// <summary>Makes a reserved RW layer visible, or one found at open.</summary>
    public void Publish(RWLayerNode node)
    {
        lock (_gate)
        {
            node.State = RWLayerState.Live;
            _layers[node.Name] = node;
        }
    }

    /// <summary>Frees a name.</summary>
    public void Remove(RWLayerNode node)
    {
        lock (_gate)
        {
            _layers.Remove(node.Name);
        }
    }

    /// <summary>Takes a handle's reference; null when there is no live RW layer of the name.</summary>
    public RefCell<RWLayerHold>? TryHold(string name, LayerStore store)
    {
        lock (_gate)
        {
            return _layers.TryGetValue(name, out RWLayerNode? node) && node.State == RWLayerState.Live ? Hold(node, store) : null;
        }
    }

    public void AddMount(RWLayerNode node, int change)
    {
        lock (_gate)
        {
            node.Mounts += change;
        }
    }

    /// <summary>Ends a handle and, when it was the last, marks the RW layer for removal; true when it is to be removed.</summary>
    /// <exception cref="RWLayerNotRetainedException">The handle was given back before.</exception>
    /// <exception cref="RWLayerInUseException">The RW layer is mounted through the handle, or the handle is the last and it is mounted; the handle stays good.</exception>
    public bool Surrender(RWLayer handle)
    {
        RWLayerNode node = handle.Unguarded.Node;
        lock (_gate)
        {
            if (!handle.IsGivenBack && handle.Mounts > 0)
            {
                throw new RWLayerInUseException(node.Name, "it is mounted through this handle");
            }

            if (!handle.IsGivenBack && node.Handles <= 1)
            {
                ThrowIfMounted(node);
            }

            (handle.Detach() ?? throw new RWLayerNotRetainedException(node.Name)).Release();
            bool isLast = node is { Handles: 0, Mounts: 0, State: RWLayerState.Live };
            node.State = isLast ? RWLayerState.Removing : node.State;
            return isLast;
        }
    }

    /// <summary>Marks an RW layer that nobody holds for removal.</summary>
    /// <exception cref="RWLayerNotFoundException">There is none of the name.</exception>
    /// <exception cref="RWLayerInUseException">It is mounted, or there is a handle.</exception>
    public RWLayerNode BeginRemoval(string name)
    {
        lock (_gate)
        {
            if (!_layers.TryGetValue(name, out RWLayerNode? node) || node.State != RWLayerState.Live)
            {
                throw new RWLayerNotFoundException(name);
            }

            ThrowIfMounted(node);
            if (node.Handles > 0)
            {
                throw new RWLayerInUseException(name, $"{node.Handles} handle(s) hold it");
            }

            node.State = RWLayerState.Removing;
            return node;
        }
    }

    /// <summary>Takes a removal back, because the record could not be removed.</summary>
    public void CancelRemoval(RWLayerNode node)
    {
        lock (_gate)
        {
            node.State = RWLayerState.Live;
        }
    }

    private static RefCell<RWLayerHold> Hold(RWLayerNode node, LayerStore store) =>
        node.Hold is { } hold && hold.TryAddReference() ? hold : node.Hold = new RefCell<RWLayerHold>(new RWLayerHold(store, node), store.Handles);

    private static void ThrowIfMounted(RWLayerNode node)
    {
        if (node.Mounts > 0)
        {
            throw new RWLayerInUseException(node.Name, "it is mounted");
        }
    }
}
