using System.Buffers;
using LayerKit.Identity;

namespace LayerKit.Cli;

/// <summary>REF on the command line: a ChainID or the start of one.</summary>
internal static class LayerReference
{
    private const string Algorithm = "sha256:";
    private const int ShortestPrefix = 8;
    private const int FullLength = Digest.Size * 2;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The ChainID that the text stands for. A whole ChainID is taken at its word; only a prefix needs a layer that has it.</summary>
    public static ChainId Resolve(LayerStore store, string text)
    {
        string hex = text.StartsWith(Algorithm, StringComparison.Ordinal) ? text[Algorithm.Length..] : text;
        if (hex.Length is 0 or > FullLength || hex.AsSpan().ContainsAnyExcept(HexDigits))
        {
            throw new CommandFailedException(
                ExitCodes.Usage, $"'{text}' is no layer: give a ChainID, or at least {ShortestPrefix} of its lower-case hex digits");
        }

        return hex.Length == FullLength ? ChainId.Parse(Algorithm + hex) : Complete(store, hex);
    }

    private static ChainId Complete(LayerStore store, string hex)
    {
        ChainId[] candidates = [.. store.Layers().Select(layer => layer.ChainId).Where(id => id.Hex.StartsWith(hex, StringComparison.Ordinal))];
        if (hex.Length < ShortestPrefix)
        {
            throw new CommandFailedException(ExitCodes.Usage, $"'{hex}' is too short for a layer: give at least {ShortestPrefix} hex digits{Listed(candidates)}");
        }

        return candidates switch
        {
            [ChainId only] => only,
            [] => throw new CommandFailedException(ExitCodes.NotFound, $"no layer {hex}: 'layerkit ls' shows what is there"),
            _ => throw new CommandFailedException(ExitCodes.Usage, $"'{hex}' is ambiguous: give more digits{Listed(candidates)}"),
        };
    }

    private static string Listed(ChainId[] candidates) => candidates.Length == 0 ? "" : "; candidates: " + string.Join(", ", candidates);
}
