namespace LayerKit.Generators.Models;

/// <summary>A class with <c>[LayerDriverHost]</c>.</summary>
/// <param name="Type">The class.</param>
/// <param name="Name">Its simple name.</param>
/// <param name="Include">Names of plugins, assemblies or registration classes to take; everything when empty.</param>
/// <param name="Exclude">The same, to leave out.</param>
internal sealed record HostModel(TypeModel Type, string Name, EquatableArray<string> Include, EquatableArray<string> Exclude)
{
    public bool Takes(PluginEntry entry) => (Include.Count == 0 || IsAmong(Include, entry)) && !IsAmong(Exclude, entry);

    private static bool IsAmong(EquatableArray<string> words, PluginEntry entry) =>
        words.Any(word => word == entry.Name || word == entry.Assembly || word == entry.Registration);
}
