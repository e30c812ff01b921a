using System.CommandLine;
using LayerKit.Identity;

namespace LayerKit.Cli.Commands;

/// <summary>Which tar is exported: a layer's own, or one of several layers.</summary>
/// <param name="Reference">The layer.</param>
/// <param name="IsFlat">True for one tar of several layers.</param>
/// <param name="Ancestor">What is left out of it; null for nothing.</param>
internal sealed record ExportedTar(string Reference, bool IsFlat, string? Ancestor)
{
    public static ExportedTar Of(ParseResult parsed, Argument<string> reference, Option<bool> flatten, Option<string?> from) =>
        new(parsed.GetRequiredValue(reference), parsed.GetValue(flatten) || parsed.GetValue(from) is not null, parsed.GetValue(from));

    public async Task<Stream> OpenAsync(LayerStore store, Layer layer, CancellationToken cancellationToken)
    {
        if (!IsFlat)
        {
            return layer.OpenTar();
        }

        ChainId? ancestor = Ancestor is null ? null : LayerReference.Resolve(store, Ancestor);
        return await store.OpenFlatTarAsync(layer.ChainId, ancestor, cancellationToken);
    }
}
