using LayerKit.Identity;

namespace LayerKit;

/// <summary>How a layer is registered.</summary>
public sealed record RegisterOptions
{
    /// <summary>The layer to put it on, or null for a base layer.</summary>
    public ChainId? Parent { get; init; }

    /// <summary>The DiffID the tar must have; nothing is published when it has another.</summary>
    public DiffId? Expected { get; init; }

    /// <summary>A name to pin the layer under, in the same step as it becomes visible; null for none.</summary>
    public string? Pin { get; init; }

    /// <summary>Owner, lifetime and labels of <see cref="Pin"/>.</summary>
    public PinOptions? PinOptions { get; init; }
}
