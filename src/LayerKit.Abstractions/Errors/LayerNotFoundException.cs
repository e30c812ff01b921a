using LayerKit.Identity;

namespace LayerKit.Errors;

/// <summary>There is no layer with a ChainID.</summary>
public sealed class LayerNotFoundException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="chainId">The layer.</param>
    public LayerNotFoundException(ChainId chainId)
        : base("LK0001", $"no layer {chainId}: it was never registered here or has been removed; 'layerkit ls' shows what is there")
    {
        ChainId = chainId;
    }

    /// <summary>The ChainID that was asked for.</summary>
    public ChainId ChainId { get; }
}
