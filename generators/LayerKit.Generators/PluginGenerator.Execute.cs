using System.Collections.Immutable;
using LayerKit.Generators.Emit;
using LayerKit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace LayerKit.Generators;

public sealed partial class PluginGenerator
{
    private static void EmitRegistration(SourceProductionContext context, PluginModel plugin) =>
        context.AddSource(plugin.Registration + ".g.cs", RegistrationEmitter.Emit(plugin));

    private static ManifestModel ToManifest(ImmutableArray<PluginModel> plugins, string assembly) =>
        new(
            assembly,
            new(plugins
                .Select(plugin => new PluginEntry(plugin.KindName, plugin.Name, plugin.Registration, 0, plugin.Priority, plugin.Aliases, assembly))
                .OrderBy(entry => entry.Kind, StringComparer.Ordinal)
                .ThenBy(entry => entry.Name, StringComparer.Ordinal)));

    private static void EmitManifest(SourceProductionContext context, ManifestModel manifest)
    {
        if (manifest.Entries.Count > 0)
        {
            context.AddSource("LayerPlugins.g.cs", ManifestEmitter.Emit(manifest.Assembly, manifest.Entries));
        }
    }
}
