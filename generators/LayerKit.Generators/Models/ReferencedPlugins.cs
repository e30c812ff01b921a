namespace LayerKit.Generators.Models;

/// <summary>What the referenced assemblies offer.</summary>
/// <param name="Contract">The contract number of the compilation's LayerKit.Abstractions; 0 when there is none.</param>
/// <param name="Entries">The markers of all referenced assemblies, whatever their contract.</param>
internal sealed record ReferencedPlugins(int Contract, EquatableArray<PluginEntry> Entries);
