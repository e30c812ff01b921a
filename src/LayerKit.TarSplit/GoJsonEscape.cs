namespace LayerKit.TarSplit;

/// <summary>Which characters of a string Go's encoding/json escapes, and how: HTML's, the controls, and the two line separators.</summary>
internal static class GoJsonEscape
{
    private const byte LineSeparatorLead = 0xE2;

    private static readonly SearchValues<byte> Candidates =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (byte)c), .. "\"\\<>&"u8, LineSeparatorLead]);

    /// <summary>Where the first character to be escaped is; -1 when there is none.</summary>
    public static int IndexOfEscaped(ReadOnlySpan<byte> text)
    {
        int start = 0;
        while (true)
        {
            int next = text[start..].IndexOfAny(Candidates);
            if (next < 0 || text[start + next] != LineSeparatorLead || IsLineSeparator(text[(start + next)..]))
            {
                return next < 0 ? -1 : start + next;
            }

            start += next + 1;
        }
    }

    /// <summary>The escape for the character that <paramref name="text"/> begins with.</summary>
    public static ReadOnlySpan<byte> Escape(ReadOnlySpan<byte> text, out int consumed)
    {
        consumed = text[0] == LineSeparatorLead ? 3 : 1;
        return text[0] switch
        {
            (byte)'"' => "\\\""u8,
            (byte)'\\' => "\\\\"u8,
            (byte)'\b' => "\\b"u8,
            (byte)'\f' => "\\f"u8,
            (byte)'\n' => "\\n"u8,
            (byte)'\r' => "\\r"u8,
            (byte)'\t' => "\\t"u8,
            (byte)'<' => "\\u003c"u8,
            (byte)'>' => "\\u003e"u8,
            (byte)'&' => "\\u0026"u8,
            LineSeparatorLead => text[2] == 0xA8 ? "\\u2028"u8 : "\\u2029"u8,
            _ => ControlEscapes.Slice(text[0] * 6, 6),
        };
    }

    private static ReadOnlySpan<byte> ControlEscapes =>
        "\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\u0008\\u0009\\u000a\\u000b\\u000c\\u000d\\u000e\\u000f"u8
        + "\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f"u8;

    // U+2028 and U+2029, which JavaScript took for line ends.
    private static bool IsLineSeparator(ReadOnlySpan<byte> text) => text is [LineSeparatorLead, 0x80, 0xA8 or 0xA9, ..];
}
