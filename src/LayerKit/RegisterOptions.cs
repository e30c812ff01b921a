using LayerKit.Identity;

namespace LayerKit;

/// <summary>How a layer is registered.</summary>
public sealed record RegisterOptions
{
    /// <summary>The layer to put it on, or null for a base layer.</summary>
    public ChainId? Parent { get; init; }

    /// <summary>The DiffID the tar must have; nothing is published when it has another.</summary>
    public DiffId? Expected { get; init; }
}
