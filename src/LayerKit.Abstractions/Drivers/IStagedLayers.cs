using LayerKit.Identity;

namespace LayerKit.Drivers;

/// <summary>A driver that can apply a layer before its parent is there, so that the layers of a chain unpack in parallel.</summary>
/// <remarks>"No parent yet" is not "no parent": whiteouts and implied directories of a staged layer are settled by <see cref="Attach"/>.</remarks>
public interface IStagedLayers
{
    /// <summary>Starts a layer whose parent comes later.</summary>
    ILayerWriter Stage(CacheId id, CancellationToken token);

    /// <summary>Gives a staged and committed layer its parent, or none for a base layer; from then on it is like any other.</summary>
    void Attach(CacheId id, CacheId? parent, CancellationToken token);
}
