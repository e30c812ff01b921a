using System.Globalization;

namespace LayerKit.Cli.Input;

/// <summary>When the sources of a build are from, as reproducible-builds.org specifies it: seconds since 1970.</summary>
internal static class SourceDate
{
    public const string Variable = "SOURCE_DATE_EPOCH";

    // The last second that a date of four digits has.
    private const long Last = 253_402_300_799;

    /// <summary>The time that the variable's text says; 1970 when it is not set.</summary>
    public static DateTimeOffset Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return DateTimeOffset.UnixEpoch;
        }

        bool isTime = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds <= Last;
        return isTime
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new CommandFailedException(ExitCodes.Usage, $"{Variable} is '{text}', expected whole seconds since 1970");
    }
}
