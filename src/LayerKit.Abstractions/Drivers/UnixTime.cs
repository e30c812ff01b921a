namespace LayerKit.Drivers;

/// <summary>A point in time as file systems and tars keep it: seconds since 1970 (negative before) and nanoseconds within that second.</summary>
/// <param name="Seconds">Whole seconds since 1970-01-01 00:00:00 UTC, rounded down.</param>
/// <param name="Nanoseconds">0 to 999,999,999, counted forward from <paramref name="Seconds"/> also for times before 1970.</param>
public readonly record struct UnixTime(long Seconds, int Nanoseconds) : IComparable<UnixTime>
{
    /// <inheritdoc/>
    public int CompareTo(UnixTime other) =>
        Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds) : Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>True when <paramref name="left"/> is earlier.</summary>
    public static bool operator <(UnixTime left, UnixTime right) => left.CompareTo(right) < 0;

    /// <summary>True when <paramref name="left"/> is earlier or the same.</summary>
    public static bool operator <=(UnixTime left, UnixTime right) => left.CompareTo(right) <= 0;

    /// <summary>True when <paramref name="left"/> is later.</summary>
    public static bool operator >(UnixTime left, UnixTime right) => left.CompareTo(right) > 0;

    /// <summary>True when <paramref name="left"/> is later or the same.</summary>
    public static bool operator >=(UnixTime left, UnixTime right) => left.CompareTo(right) >= 0;
}
