namespace LayerKit.Cli.Json;

/// <summary>What refers to a layer.</summary>
internal sealed record LayerReferenceCounts(int Handles, int Children, int RWLayers)
{
    public static LayerReferenceCounts Of(LayerReferences references) => new(references.Handles, references.Children, references.RWLayers);
}
