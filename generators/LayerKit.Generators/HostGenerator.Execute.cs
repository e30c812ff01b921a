using LayerKit.Generators.Emit;
using LayerKit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace LayerKit.Generators;

public sealed partial class HostGenerator
{
    /// <summary>Plugins of another contract are left out: their code may not even compile here, and LK1007 reports them.</summary>
    private static CatalogModel ToCatalog(HostModel host, EquatableArray<PluginEntry> own, ReferencedPlugins referenced) =>
        new(
            host,
            new(own
                .Concat(referenced.Entries.Where(entry => entry.Contract == referenced.Contract))
                .Where(host.Takes)
                .OrderBy(entry => entry.Kind, StringComparer.Ordinal)
                .ThenBy(entry => entry.Name, StringComparer.Ordinal)
                .ThenBy(entry => entry.Registration, StringComparer.Ordinal)));

    private static void EmitCatalog(SourceProductionContext context, CatalogModel catalog) =>
        context.AddSource(catalog.Host.Type.FullName.Substring("global::".Length) + ".g.cs", CatalogEmitter.Emit(catalog));
}
