using LayerKit.Identity;

namespace LayerKit;

/// <summary>What refers to one layer, by name. It is no reference: all of it may have changed by the time it is read.</summary>
/// <param name="Handles">Handles of all processes that were neither disposed nor released, with open streams and running operations.</param>
/// <param name="Children">Layers registered on it, sorted.</param>
/// <param name="RWLayers">Names of RW layers created on it, sorted.</param>
/// <param name="Pins">Names of pins on it, expired ones included, sorted.</param>
/// <param name="ForeignOwner">Who else counts on it, as a phrase; null when nobody does.</param>
public sealed record LayerReferrers(int Handles, IReadOnlyList<ChainId> Children, IReadOnlyList<string> RWLayers, IReadOnlyList<string> Pins, string? ForeignOwner = null)
{
    private const int MostNamed = 3;

    /// <summary>How many of each.</summary>
    public LayerReferences Counts => new(Handles, Children.Count, RWLayers.Count, Pins.Count, ForeignOwner is null ? 0 : 1);

    /// <summary>As a phrase for people; of many, the first three of a kind are named. Empty when nothing refers to the layer.</summary>
    public override string ToString() => string.Join(" and ", Phrases());

    private static string Listed(string kind, IReadOnlyList<string> names)
    {
        string more = names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "";
        return $"{kind} {string.Join(", ", names.Take(MostNamed))}{more}";
    }

    private IEnumerable<string> Phrases()
    {
        if (Children.Count > 0)
        {
            yield return Listed("layer", [.. Children.Select(child => child.ToString())]);
        }

        if (RWLayers.Count > 0)
        {
            yield return Listed("RW layer", [.. RWLayers.Select(name => $"'{name}'")]);
        }

        if (Pins.Count > 0)
        {
            yield return Listed("pin", [.. Pins.Select(name => $"'{name}'")]);
        }

        if (ForeignOwner is not null)
        {
            yield return ForeignOwner;
        }

        if (Handles > 0)
        {
            yield return Handles == 1 ? "1 handle in use" : $"{Handles} handles in use";
        }
    }
}
