using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace LayerKit.Registration;

/// <summary>The ways in which values of options are written, the same for every plugin. Nothing depends on the culture.</summary>
public static class OptionText
{
    /// <summary>True or false as Go's strconv.ParseBool reads them.</summary>
    public static OptionSyntax<bool> Bool { get; } = new(
        "true or false",
        TryParseBool,
        value => value ? "true" : "false",
        _ => "write 1, t, T, TRUE, true or True, or else 0, f, F, FALSE, false or False");

    /// <summary>Any text, taken as it is.</summary>
    public static OptionSyntax<string> Text { get; } = new(
        "text",
        (string text, [MaybeNullWhen(false)] out string value) =>
        {
            value = text;
            return true;
        },
        value => value,
        _ => "any text will do");

    /// <summary>Permission bits in octal: <c>755</c>, <c>0755</c> or <c>0o755</c>, at most 7777.</summary>
    public static OptionSyntax<UnixFileMode> FileMode { get; } = new(
        "permission bits such as 0755",
        TryParseMode,
        value => "0" + Convert.ToString((int)value, 8).PadLeft(3, '0'),
        _ => "write three or four octal digits");

    /// <summary>A number of bytes; <see cref="ByteSize.TryParse(string?, out ByteSize)"/> says how it is written.</summary>
    public static OptionSyntax<ByteSize> Size(long? min = null, long? max = null) =>
        Within(
            new OptionSyntax<ByteSize>(
                "a size such as 10G",
                ByteSize.TryParse,
                value => value.ToString(),
                _ => "write a number of bytes, or one followed by k, m, g, t or p for powers of 1024"),
            min is { } low ? new ByteSize(low) : null,
            max is { } high ? new ByteSize(high) : null);

    /// <summary>A span of time, written as in Go (<c>1h30m</c>, <c>300ms</c>) or in ISO 8601 (<c>PT1H30M</c>). Never negative.</summary>
    /// <param name="min">The least number of seconds.</param>
    /// <param name="max">The greatest number of seconds.</param>
    public static OptionSyntax<TimeSpan> Duration(double? min = null, double? max = null) =>
        Within(
            new OptionSyntax<TimeSpan>(
                "a duration such as 1h30m",
                DurationText.TryParse,
                DurationText.Format,
                _ => "write numbers followed by ns, us, ms, s, m or h, or an ISO 8601 duration such as PT1H30M"),
            min is { } low ? TimeSpan.FromSeconds(low) : null,
            max is { } high ? TimeSpan.FromSeconds(high) : null);

    /// <summary>A whole number in decimal.</summary>
    /// <typeparam name="T">The type whose range it has.</typeparam>
    public static OptionSyntax<T> WholeNumber<T>(T? min = null, T? max = null)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        Within(
            new OptionSyntax<T>(
                "a whole number",
                (string text, out T value) => T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value),
                value => value.ToString(null, CultureInfo.InvariantCulture),
                _ => $"write digits only, for a number from {T.MinValue} to {T.MaxValue}"),
            min,
            max);

    /// <summary>A number with or without a fraction, a point before the fraction, an exponent if need be; finite.</summary>
    public static OptionSyntax<double> Number(double? min = null, double? max = null) =>
        Within(
            new OptionSyntax<double>(
                "a number",
                (string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value),
                value => value.ToString(CultureInfo.InvariantCulture),
                _ => "write it as 0.25 or 1e6"),
            min,
            max);

    /// <summary>One of several words; case, hyphens and underscores do not matter.</summary>
    /// <param name="choices">Each word, in lower snake case, and what it means.</param>
    public static OptionSyntax<T> Choice<T>(params (string Word, T Value)[] choices)
        where T : struct
    {
        string words = string.Join(", ", choices.Select(choice => choice.Word));
        return new(
            "one of " + words,
            (string text, out T value) =>
            {
                int found = Array.FindIndex(choices, choice => Bare(choice.Word) == Bare(text));
                value = found < 0 ? default : choices[found].Value;
                return found >= 0;
            },
            value => Array.Find(choices, choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Word ?? value.ToString()!,
            text => Nearest.To(text.ToLowerInvariant(), choices.Select(choice => choice.Word)) is { } near ? $"did you mean {near}?" : "write one of these words");
    }

    /// <summary>Any type that reads itself from text.</summary>
    public static OptionSyntax<T> Parsable<T>()
        where T : IParsable<T> =>
        new(
            $"a {typeof(T).Name}",
            (string text, [MaybeNullWhen(false)] out T value) => T.TryParse(text, CultureInfo.InvariantCulture, out value),
            value => value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value.ToString() ?? "",
            _ => $"{typeof(T).Name} does not accept it");

    private static OptionSyntax<T> Within<T>(OptionSyntax<T> syntax, T? min, T? max)
        where T : struct, IComparable<T>
    {
        if (min is null && max is null)
        {
            return syntax;
        }

        return new(
            syntax.Expected + RangePhrase(syntax, min, max),
            (string text, out T value) => syntax.TryParse(text, out value) && NearestAllowed(value, min, max) is null,
            value => syntax.Format(value)!,
            text => syntax.TryParse(text, out T value) && NearestAllowed(value, min, max) is { } near
                ? $"the nearest allowed is {syntax.Format(near)}"
                : syntax.Hint(text));
    }

    private static T? NearestAllowed<T>(T value, T? min, T? max)
        where T : struct, IComparable<T> =>
        min is { } low && value.CompareTo(low) < 0 ? low : max is { } high && value.CompareTo(high) > 0 ? high : null;

    private static string RangePhrase<T>(OptionSyntax<T> syntax, T? min, T? max)
        where T : struct => (min, max) switch
        {
            ({ } low, { } high) => $" from {syntax.Format(low)} to {syntax.Format(high)}",
            ({ } low, null) => $" of at least {syntax.Format(low)}",
            _ => $" of at most {syntax.Format(max.GetValueOrDefault())}",
        };

    private static bool TryParseBool(string text, out bool value)
    {
        value = text is "1" or "t" or "T" or "TRUE" or "true" or "True";
        return value || text is "0" or "f" or "F" or "FALSE" or "false" or "False";
    }

    private static bool TryParseMode(string text, out UnixFileMode value)
    {
        string digits = text.StartsWith("0o", StringComparison.Ordinal) ? text[2..] : text;
        bool good = digits.Length is > 0 and <= 5 && digits.All(digit => digit is >= '0' and <= '7');
        int bits = good ? Convert.ToInt32(digits, 8) : 0;
        value = (UnixFileMode)bits;
        return good && bits <= 0xFFF;
    }

    private static string Bare(string word) => word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
