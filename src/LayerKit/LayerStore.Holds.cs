using System.Diagnostics.CodeAnalysis;
using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;
using LayerKit.References;
using LayerKit.Sessions;

namespace LayerKit;

/// <content>Holds: a record is looked up once and then kept, for this process by its table, for all others by its session.</content>
public sealed partial class LayerStore
{
    /// <summary>Watches the handles of this store.</summary>
    internal HandleTracker Handles { get; }

    internal void Return(LayerHold hold, HoldSlot slot)
    {
        _layers.Remove(hold.ChainId, hold);
        _session.Return(slot);
    }

    internal void Return(RWLayerHold hold, HoldSlot slot)
    {
        _rwLayers.Remove(hold.Name, hold);
        _session.Return(slot);
    }

    /// <summary>Takes a reference to a layer; null when it has no record, or a damaged one, and says then what is wrong with it.</summary>
    private RefCell<LayerHold>? LoadAndHold(ChainId chainId, out string damage)
    {
        string found = "";
        RefCell<LayerHold>? hold = _session.Stripes.Shared(
            HoldKey.Layer(chainId), () => _layers.TryTake(chainId) ?? (LoadLayer(chainId, out found) is { } node ? Hold(node) : null));
        damage = found;
        return hold;
    }

    /// <summary>Takes a reference to a layer; null when it has no record, or a damaged one.</summary>
    private RefCell<LayerHold>? TryHold(ChainId chainId) => _layers.TryTake(chainId) ?? LoadAndHold(chainId, out _);

    /// <summary>Begins to hold a layer. The caller has its stripe, and knows that its record is there.</summary>
    private RefCell<LayerHold> Hold(LayerNode node)
    {
        LayerHold hold = new(this, node, _session.Take(HoldKey.Layer(node.ChainId)));
        return _layers.Add(node.ChainId, new RefCell<LayerHold>(hold, Handles));
    }

    /// <summary>Takes a reference to a layer that an operation builds on.</summary>
    /// <exception cref="LayerNotFoundException">There is none.</exception>
    /// <exception cref="LayerCorruptException">Its record, or one below it, is damaged.</exception>
    private RefCell<LayerHold> HoldOrThrow(ChainId chainId)
    {
        string damage = "";
        return _layers.TryTake(chainId) ?? LoadAndHold(chainId, out damage)
            ?? throw (damage.Length > 0 ? new LayerCorruptException(chainId, damage) : new LayerNotFoundException(chainId));
    }

    /// <summary>Takes a reference to an RW layer; null when there is none of the name.</summary>
    /// <exception cref="RWLayerInUseException">It is becoming a layer.</exception>
    private RefCell<RWLayerHold>? LoadAndHold(string name) => _session.Stripes.Shared(HoldKey.RWLayer(name), () =>
    {
        if (_session.Count(HoldKey.Ending(name)) > 0)
        {
            throw new RWLayerInUseException(name, "it is becoming a layer");
        }

        return _rwLayers.TryTake(name) ?? (LoadRWLayer(name, out _) is { } node ? Hold(node) : null);
    });

    private RefCell<RWLayerHold> Hold(RWLayerNode node)
    {
        RWLayerHold hold = new(this, node, _session.Take(HoldKey.RWLayer(node.Name)));
        return _rwLayers.Add(node.Name, new RefCell<RWLayerHold>(hold, Handles));
    }

    /// <summary>Reads a layer and those below it; null when it has no record, or with a reason when the chain is damaged.</summary>
    private LayerNode? LoadLayer(ChainId chainId, out string damage)
    {
        damage = "";
        if (!TryRead(() => _metadata.FindLayer(chainId), out LayerRecord? record, ref damage))
        {
            return null;
        }

        LayerNode? parent = null;
        if (record.Parent is { } below && (parent = LoadLayer(below, out string parentDamage)) is null)
        {
            damage = $"its parent {below} is {(parentDamage.Length > 0 ? "damaged" : "missing")}";
            return null;
        }

        return HasContent(record.CacheId, ref damage) ? new LayerNode(record, parent) : null;
    }

    private RWLayerNode? LoadRWLayer(string name, out string damage)
    {
        damage = "";
        if (!TryRead(() => FindLiveRWLayer(name), out RWLayerRecord? record, ref damage))
        {
            return null;
        }

        LayerNode? parent = null;
        if (record.Parent is { } below && (parent = LoadLayer(below, out _)) is null)
        {
            damage = $"its parent {below} is damaged or missing";
            return null;
        }

        return HasContent(record.MountId, ref damage) ? new RWLayerNode(record, parent) : null;
    }

    private static bool TryRead<T>(Func<T?> read, [NotNullWhen(true)] out T? record, ref string damage)
        where T : class
    {
        record = null;
        try
        {
            record = read();
        }
        catch (MetadataCorruptException e)
        {
            damage = e.Message;
        }

        return record is not null;
    }

    private bool HasContent(CacheId id, ref string damage)
    {
        DriverPresence presence = _calls.Driver("look for", id, () => _driver.Presence(id));
        damage = presence switch
        {
            DriverPresence.Committed => damage,
            DriverPresence.Damaged => $"the driver finds its content {id} damaged",
            _ => $"the driver has no content {id}",
        };
        return presence == DriverPresence.Committed;
    }
}
