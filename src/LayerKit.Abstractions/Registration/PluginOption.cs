namespace LayerKit.Registration;

/// <summary>Describes one option of a driver or metadata store, for listings and error messages.</summary>
/// <param name="Key">The full key, <c>driver.option</c>.</param>
/// <param name="Expected">What a value looks like, as a phrase: <c>a size such as 10G</c>.</param>
public sealed record PluginOption(string Key, string Expected)
{
    /// <summary>The value that holds when none is given, or null.</summary>
    public string? Default { get; init; }

    /// <summary>True when the option has to be given.</summary>
    public bool Required { get; init; }
}
