using System.Buffers;
using LayerKit.Cli.Commands;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Cli;

/// <summary>REF on the command line: a ChainID, the start of one, or the name of a pin.</summary>
internal static class LayerReference
{
    private const string Algorithm = "sha256:";
    private const int ShortestPrefix = 8;
    private const int FullLength = Digest.Size * 2;
    private const int MostListed = 10;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The ChainID that the text stands for. A whole ChainID is taken at its word; a pin comes before a prefix that is written the same.</summary>
    public static ChainId Resolve(LayerStore store, string text)
    {
        bool isDigest = text.StartsWith(Algorithm, StringComparison.Ordinal);
        string hex = isDigest ? text[Algorithm.Length..] : text;
        bool isHex = hex.Length is > 0 and <= FullLength && !hex.AsSpan().ContainsAnyExcept(HexDigits);
        if (isHex && hex.Length == FullLength)
        {
            return ChainId.Parse(Algorithm + hex);
        }

        return (isDigest, isHex) switch
        {
            (true, false) => throw new CommandFailedException(
                ExitCodes.Usage, $"'{text}' is no layer: give a ChainID, at least {ShortestPrefix} of its lower-case hex digits, or the name of a pin"),
            (true, true) => Complete(store, hex),
            (false, true) => FindPin(store, text)?.ChainId ?? Complete(store, hex),
            (false, false) => FindPin(store, text)?.ChainId ?? throw new PinNotFoundException(text),
        };
    }

    private static PinRecord? FindPin(LayerStore store, string name) => PinArguments.IsName(name)
        ? store.FindPin(name)
        : throw new CommandFailedException(ExitCodes.Usage, PinArguments.NoName(name));

    private static ChainId Complete(LayerStore store, string hex)
    {
        IReadOnlyList<ChainId> candidates = store.FindByPrefix(hex);
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

    private static string Listed(IReadOnlyList<ChainId> candidates)
    {
        string more = candidates.Count > MostListed ? $" and {candidates.Count - MostListed} more" : "";
        return candidates.Count == 0 ? "" : $"; candidates: {string.Join(", ", candidates.Take(MostListed))}{more}";
    }
}
