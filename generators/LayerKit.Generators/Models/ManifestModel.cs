namespace LayerKit.Generators.Models;

/// <summary>The plugins of an assembly.</summary>
internal sealed record ManifestModel(string Assembly, EquatableArray<PluginEntry> Entries);
