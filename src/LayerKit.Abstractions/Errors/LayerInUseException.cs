using LayerKit.Identity;

namespace LayerKit.Errors;

/// <summary>A layer cannot be removed because something refers to it.</summary>
public sealed class LayerInUseException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="chainId">The layer.</param>
    /// <param name="holders">What refers to it, as a phrase.</param>
    public LayerInUseException(ChainId chainId, string holders)
        : base("LK0008", $"cannot remove layer {chainId}: it is held by {holders}; remove those first")
    {
        ChainId = chainId;
        Holders = holders;
    }

    /// <summary>The layer.</summary>
    public ChainId ChainId { get; }

    /// <summary>What refers to it.</summary>
    public string Holders { get; }
}
