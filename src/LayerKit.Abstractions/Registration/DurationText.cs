using System.Buffers;
using System.Globalization;
using System.Text;

namespace LayerKit.Registration;

/// <summary>Spans of time as Go's time.ParseDuration and ISO 8601 write them, without years and months, which have no fixed length, and never negative.</summary>
internal static class DurationText
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private static readonly (string Unit, decimal Ticks)[] GoUnits =
    [
        ("ns", 0.01m), ("us", 10m), ("\u00b5s", 10m), ("\u03bcs", 10m), ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour),
    ];

    private static readonly (string Unit, decimal Ticks)[] IsoDateUnits = [("W", 7 * TimeSpan.TicksPerDay), ("D", TimeSpan.TicksPerDay)];

    private static readonly (string Unit, decimal Ticks)[] IsoTimeUnits =
        [("H", TimeSpan.TicksPerHour), ("M", TimeSpan.TicksPerMinute), ("S", TimeSpan.TicksPerSecond)];

    public static bool TryParse(string text, out TimeSpan value)
    {
        decimal ticks = 0;
        bool good = text.StartsWith('P') ? TryIso(text.AsSpan(1), ref ticks) : text == "0" || TryTerms(text, GoUnits, ordered: false, ref ticks);
        good = good && ticks <= TimeSpan.MaxValue.Ticks;
        value = good ? new TimeSpan((long)ticks) : default;
        return good;
    }

    public static string Format(TimeSpan value)
    {
        long ticks = value.Ticks;
        var text = new StringBuilder();
        foreach ((string unit, long size) in new[] { ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute) })
        {
            if (ticks >= size)
            {
                text.Append(CultureInfo.InvariantCulture, $"{ticks / size}{unit}");
                ticks %= size;
            }
        }

        return ticks > 0 || text.Length == 0
            ? text.Append(CultureInfo.InvariantCulture, $"{(decimal)ticks / TimeSpan.TicksPerSecond:0.#######}s").ToString()
            : text.ToString();
    }

    private static bool TryIso(ReadOnlySpan<char> text, ref decimal ticks)
    {
        int time = text.IndexOf('T');
        ReadOnlySpan<char> date = time < 0 ? text : text[..time];
        return (date.IsEmpty ? time >= 0 : TryTerms(date, IsoDateUnits, ordered: true, ref ticks))
            && (time < 0 || TryTerms(text[(time + 1)..], IsoTimeUnits, ordered: true, ref ticks));
    }

    /// <summary>Adds up numbers with units, at least one; in the order of the units when <paramref name="ordered"/>.</summary>
    private static bool TryTerms(ReadOnlySpan<char> text, (string Unit, decimal Ticks)[] units, bool ordered, ref decimal ticks)
    {
        int first = 0;
        do
        {
            int digits = text.IndexOfAnyExcept(Digits);
            if (digits <= 0 || !decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
            {
                return false;
            }

            text = text[digits..];
            int next = text.IndexOfAny(Digits);
            string unit = (next < 0 ? text : text[..next]).ToString();
            int found = Array.FindIndex(units, first, candidate => candidate.Unit == unit);
            if (found < 0 || number > TimeSpan.MaxValue.Ticks)
            {
                return false;
            }

            ticks += number * units[found].Ticks;
            first = ordered ? found + 1 : 0;
            text = text[unit.Length..];
        }
        while (!text.IsEmpty && ticks <= TimeSpan.MaxValue.Ticks);
        return text.IsEmpty;
    }
}
