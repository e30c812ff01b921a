using LayerKit.Cli.Output;

namespace LayerKit.Cli.Json;

/// <summary>What refers to a layer.</summary>
internal sealed record LayerReferenceCounts(int Handles, int Children, int RWLayers)
{
    public static LayerReferenceCounts Of(LayerReferences references) => new(references.Handles, references.Children, references.RWLayers);

    /// <summary>In words, or a dash when nothing does.</summary>
    public string ToText() => string.Join(", ", Parts().DefaultIfEmpty("-"));

    private IEnumerable<string> Parts()
    {
        if (Children > 0)
        {
            yield return Quantity.Of(Children, "child", "children");
        }

        if (RWLayers > 0)
        {
            yield return Quantity.Of(RWLayers, "RW layer", "RW layers");
        }

        if (Handles > 0)
        {
            yield return Quantity.Of(Handles, "handle", "handles");
        }
    }
}
