namespace LayerKit.Generators.Models;

/// <summary>A host together with the plugins that its catalog holds, in the order of the output.</summary>
internal sealed record CatalogModel(HostModel Host, EquatableArray<PluginEntry> Entries);
