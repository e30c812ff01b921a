using System.Globalization;
using System.Text;

namespace LayerKit.Drivers.Metadata;

/// <summary>A pin's name as a path: percent-encoded, and cut into directories where a file name would become too long for a file system.</summary>
internal static class PinPath
{
    private const string Suffix = ".json";

    // No other character of a path: it marks a directory, so that a directory never has the name of a file.
    private const string Cut = "+";

    // With the suffix well below the 255 bytes that every file system takes.
    private const int MaxPart = 200;

    /// <summary>The path of a name's file, relative.</summary>
    public static string Of(string name)
    {
        StringBuilder text = new();
        foreach (byte value in Encoding.UTF8.GetBytes(name))
        {
            // Upper case is encoded because some file systems do not tell it from lower case.
            _ = (char)value is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_' or '.'
                ? text.Append((char)value)
                : text.Append('%').Append(value.ToString("x2", CultureInfo.InvariantCulture));
        }

        string separator = Cut + Path.DirectorySeparatorChar;
        return string.Join(separator, text.ToString().Chunk(MaxPart).Select(part => new string(part))) + Suffix;
    }

    /// <summary>The name whose file this is; null when it is no pin's.</summary>
    public static string? NameOf(string path)
    {
        if (!path.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return null;
        }

        string name = Uri.UnescapeDataString(path[..^Suffix.Length].Replace(Cut + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
        return Of(name) == path ? name : null;
    }
}
