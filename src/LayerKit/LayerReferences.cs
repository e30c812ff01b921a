namespace LayerKit;

/// <summary>What refers to a layer and so keeps it.</summary>
/// <param name="Handles">Handles of all processes that were neither disposed nor released, with open streams and running operations.</param>
/// <param name="Children">Layers registered on it.</param>
/// <param name="RWLayers">RW layers created on it.</param>
/// <param name="Pins">Pins on it, expired ones included.</param>
/// <param name="Foreign">1 when somebody besides LayerKit counts on it, such as an image of Docker's in the same root.</param>
public readonly record struct LayerReferences(int Handles, int Children, int RWLayers, int Pins, int Foreign = 0)
{
    /// <summary>All of them; a layer with none may be removed.</summary>
    public int Total => Handles + Children + RWLayers + Pins + Foreign;

    internal LayerReferences Plus(LayerReferences more) =>
        new(Handles + more.Handles, Children + more.Children, RWLayers + more.RWLayers, Pins + more.Pins, Foreign + more.Foreign);
}
