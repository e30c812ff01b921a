using System.Globalization;
using System.Numerics;
using Microsoft.Build.Framework;

namespace LayerKit.MSBuild.Items;

/// <summary>Reads what a project wrote on an item, and says in one line what is wrong with it.</summary>
internal static class ItemValues
{
    /// <summary>What is expected of a <c>Compression</c>.</summary>
    public const string Compressions = "none, gzip or zstd, with a level after a colon if need be: zstd:9";

    private const int MaxMode = 0b111_111_111_111;

    public static string Text(ITaskItem item, string metadata, string fallback = "") =>
        item.GetMetadata(metadata) is { Length: > 0 } value ? value : fallback;

    /// <summary>The parts of a list that is written with <c>;</c>.</summary>
    public static IReadOnlyList<string> List(ITaskItem item, string metadata) =>
        item.GetMetadata(metadata).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>One of some words; the first is the default.</summary>
    public static string OneOf(ITaskItem item, string metadata, params IReadOnlyList<string> words)
    {
        string value = Text(item, metadata, words[0]);
        return words.Contains(value) ? value : throw Bad(item, metadata, value, $"one of {string.Join(", ", words)}");
    }

    /// <summary>Permission bits in octal, or null when nothing is said.</summary>
    public static int? Mode(ITaskItem item, string metadata)
    {
        string value = item.GetMetadata(metadata);
        return value.Length == 0 ? null
            : value.All(digit => digit is >= '0' and <= '7') && value.Length <= 5 && Convert.ToInt32(value, 8) is <= MaxMode and var mode ? mode
            : throw Bad(item, metadata, value, "permissions in octal, such as 0644");
    }

    /// <summary>A numeric owner, <c>uid:gid</c> or <c>uid</c> for both.</summary>
    public static (int UserId, int GroupId) Owner(ITaskItem item)
    {
        string value = Text(item, ItemMetadata.Owner, "0:0");
        string[] ids = value.Split(':');
        return ids.Length <= 2 && TryNumber(ids[0], out int user) && TryNumber(ids[^1], out int group)
            ? (user, group)
            : throw Bad(item, ItemMetadata.Owner, value, "numbers, such as 1654:1654; names are known only inside an image");
    }

    /// <summary>A path inside the layer, without slashes at its ends; empty for the root.</summary>
    public static string CleanPath(ITaskItem item, string metadata, string value)
    {
        string path = value.Replace('\\', '/').TrimEnd('/');
        return path.Length == 0 || !path.Split('/').Any(part => part is "" or "." or "..")
            ? path
            : throw Bad(item, metadata, value, "a path inside the layer, without / in front and without . or ..");
    }

    public static ItemFault Bad(ITaskItem item, string metadata, string value, string expected) =>
        new(ItemCodes.BadValue, item, $"bad {metadata} '{value}' of '{item.ItemSpec}': expected {expected}");

    /// <summary>Reads a number of digits alone.</summary>
    public static bool TryNumber<T>(string text, out T number)
        where T : struct, IBinaryInteger<T> => T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
