namespace LayerKit;

/// <summary>What refers to a layer and so keeps it.</summary>
/// <param name="Handles">Handles that were neither disposed nor released.</param>
/// <param name="Children">Layers registered on it.</param>
/// <param name="RWLayers">RW layers created on it.</param>
public readonly record struct LayerReferences(int Handles, int Children, int RWLayers)
{
    /// <summary>All of them; a layer with none may be removed.</summary>
    public int Total => Handles + Children + RWLayers;
}
