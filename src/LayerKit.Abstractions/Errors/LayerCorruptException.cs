using LayerKit.Identity;

namespace LayerKit.Errors;

/// <summary>What the store holds for a layer is not what was registered.</summary>
public sealed class LayerCorruptException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="chainId">The layer.</param>
    /// <param name="reason">What was found, as a phrase.</param>
    /// <param name="innerException">The cause, if another error showed it.</param>
    public LayerCorruptException(ChainId chainId, string reason, Exception? innerException = null)
        : base("LK0101", $"layer {chainId} is damaged: {reason}; register it again from its source, or run 'layerkit check'", innerException)
    {
        ChainId = chainId;
    }

    /// <summary>The damaged layer.</summary>
    public ChainId ChainId { get; }
}
