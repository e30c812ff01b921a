using System.Text.RegularExpressions;

namespace LayerKit.Registration;

/// <summary>The rule for names of drivers and metadata stores.</summary>
internal static partial class PluginName
{
    public static void ThrowIfInvalid(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Pattern().IsMatch(name))
        {
            throw new ArgumentException($"'{name}' is not a plugin name: use [a-z0-9][a-z0-9_-]{{0,31}}", nameof(name));
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,31}$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
