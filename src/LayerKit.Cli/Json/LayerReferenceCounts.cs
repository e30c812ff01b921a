using LayerKit.Cli.Output;

namespace LayerKit.Cli.Json;

/// <summary>What refers to a layer, in any process.</summary>
internal sealed record LayerReferenceCounts(int Handles, int Children, int RWLayers, int Pins, int Foreign)
{
    public static LayerReferenceCounts Of(LayerReferences references) => new(references.Handles, references.Children, references.RWLayers, references.Pins, references.Foreign);

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

        if (Pins > 0)
        {
            yield return Quantity.Of(Pins, "pin", "pins");
        }

        if (Foreign > 0)
        {
            yield return "others";
        }

        if (Handles > 0)
        {
            yield return Quantity.Of(Handles, "handle", "handles");
        }
    }
}
