namespace LayerKit.Registration;

/// <summary>One option of a driver or metadata store.</summary>
public abstract class PluginOption
{
    private protected PluginOption(string key, string expected)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        Key = key;
        Expected = expected;
    }

    /// <summary>The full key, <c>driver.option</c>.</summary>
    public string Key { get; }

    /// <summary>What a value looks like, as a phrase: <c>a size such as 10G</c>.</summary>
    public string Expected { get; }

    /// <summary>Other full keys for it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The value that holds when none is given, as one would write it; null when there is none or it is secret.</summary>
    public string? Default { get; private protected init; }

    /// <summary>True when the option has to be given.</summary>
    public bool Required { get; init; }

    /// <summary>True when a value is never shown.</summary>
    public bool Secret { get; init; }

    /// <summary>True when the key may be given several times.</summary>
    public bool Repeatable { get; init; }

    /// <summary>What to use instead, or null for an option that is not obsolete.</summary>
    public string? ObsoleteMessage { get; init; }

    /// <summary>True for the key itself and its aliases, whatever their case and with hyphens for underscores.</summary>
    internal bool Answers(string key)
    {
        string canonical = Canonical(key);
        return canonical == Canonical(Key) || Aliases.Any(alias => canonical == Canonical(alias));
    }

    internal static string Canonical(string key) => key.ToLowerInvariant().Replace('-', '_');
}
