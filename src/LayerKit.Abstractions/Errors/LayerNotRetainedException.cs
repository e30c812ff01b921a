using LayerKit.Identity;

namespace LayerKit.Errors;

/// <summary>A reference was given back a second time.</summary>
public sealed class LayerNotRetainedException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="chainId">The layer.</param>
    public LayerNotRetainedException(ChainId chainId)
        : base("LK0002", $"layer {chainId} is not retained by this handle: it was already disposed or released; release each handle once")
    {
        ChainId = chainId;
    }

    /// <summary>The layer of the handle.</summary>
    public ChainId ChainId { get; }
}
