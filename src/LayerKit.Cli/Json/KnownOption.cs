using LayerKit.Registration;

namespace LayerKit.Cli.Json;

/// <summary>An option that a driver takes.</summary>
internal sealed record KnownOption(string Key, string Expected, string? Default, bool Required)
{
    public static KnownOption Of(PluginOption option) => new(option.Key, option.Expected, option.Default, option.Required);
}
