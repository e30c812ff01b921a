using LayerKit.Identity;

namespace LayerKit.Errors;

/// <summary>A chain would become longer than the store allows.</summary>
public sealed class MaxDepthExceededException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="parent">The layer that is as deep as allowed.</param>
    /// <param name="maxDepth">The limit, in layers.</param>
    public MaxDepthExceededException(ChainId parent, int maxDepth)
        : base("LK0007", $"cannot register a layer on {parent}: the chain already has {maxDepth} layers, the most allowed; flatten some of them first")
    {
        Parent = parent;
        MaxDepth = maxDepth;
    }

    /// <summary>The layer that nothing can be put on.</summary>
    public ChainId Parent { get; }

    /// <summary>The longest chain allowed, in layers.</summary>
    public int MaxDepth { get; }
}
