namespace LayerKit.Cli.Output;

/// <summary>What refers to a layer, in words.</summary>
internal static class ReferenceText
{
    public static string Of(LayerReferences references) => string.Join(", ", Parts(references).DefaultIfEmpty("-"));

    public static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";

    private static IEnumerable<string> Parts(LayerReferences references)
    {
        if (references.Children > 0)
        {
            yield return Count(references.Children, "child", "children");
        }

        if (references.RWLayers > 0)
        {
            yield return Count(references.RWLayers, "RW layer", "RW layers");
        }

        if (references.Handles > 0)
        {
            yield return Count(references.Handles, "handle", "handles");
        }
    }
}
