using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;
using LayerKit.Sessions;

namespace LayerKit;

/// <content>Look-ups that take no references and do not read every record.</content>
public sealed partial class LayerStore
{
    /// <summary>How many layers, RW layers and pins there are. Reads no record.</summary>
    public StoreCounts Count()
    {
        ThrowIfClosed();
        return _calls.Metadata("count", "layers", () => new StoreCounts(_metadata.CountLayers(), _metadata.RWLayers().Count(), _metadata.Pins().Count()));
    }

    /// <summary>The layers whose ChainID begins with some hex digits, sorted; damaged ones included.</summary>
    /// <param name="hex">At most 64 lower-case hex digits, without <c>sha256:</c>.</param>
    /// <exception cref="ArgumentException">It is anything else.</exception>
    public IReadOnlyList<ChainId> FindByPrefix(string hex)
    {
        Digest.ThrowIfNoHexPrefix(hex);
        ThrowIfClosed();
        return _calls.Metadata("look for", hex, () => _metadata.FindByPrefix(hex).OrderBy(id => id.Hex, StringComparer.Ordinal).ToList());
    }

    /// <summary>The pin of a name, expired or not; null when there is none.</summary>
    /// <exception cref="ArgumentException">The name is no pin's name.</exception>
    public PinRecord? FindPin(string name)
    {
        PinName.ThrowIfInvalid(name);
        ThrowIfClosed();
        return _calls.Metadata("read pin", name, () => _metadata.FindPin(name));
    }

    /// <summary>What refers to a layer in any process, by name.</summary>
    /// <exception cref="LayerNotFoundException">There is no such layer.</exception>
    public LayerReferrers FindReferrers(ChainId chainId)
    {
        ThrowIfClosed();
        if (!_calls.Metadata("look for", chainId, () => _metadata.HasLayer(chainId)))
        {
            throw new LayerNotFoundException(chainId);
        }

        return _calls.Metadata("look for references to", chainId, () => new LayerReferrers(
            _session.Count(HoldKey.Layer(chainId)),
            [.. _metadata.Children(chainId).OrderBy(child => child.Hex, StringComparer.Ordinal)],
            [.. _metadata.RWLayers(chainId).Order(StringComparer.Ordinal)],
            [.. _metadata.Pins(chainId).Order(StringComparer.Ordinal)],
            LoadLayer(chainId, out _)?.ForeignOwner(_metadata)));
    }
}
