using LayerKit.Generators.Models;
using LayerKit.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.Generators;

/// <summary>Writes <c>CreateCatalog()</c> for each class with <c>[LayerDriverHost]</c>, from the plugins of its own assembly and the markers of the referenced ones.</summary>
[Generator(LanguageNames.CSharp)]
public sealed partial class HostGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<HostModel> hosts = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                WellKnownNames.LayerDriverHostAttribute,
                static (node, _) => node is ClassDeclarationSyntax,
                static (found, _) => HostReader.Read((INamedTypeSymbol)found.TargetSymbol, found.Attributes[0]))
            .Where(static host => host is not null)
            .Select(static (host, _) => host!)
            .WithTrackingName(TrackingNames.Hosts);
        IncrementalValueProvider<EquatableArray<PluginEntry>> own = Entries(context, WellKnownNames.LayerDriverAttribute, PluginKind.Driver).Collect()
            .Combine(Entries(context, WellKnownNames.MetadataStoreAttribute, PluginKind.MetadataStore).Collect())
            .Select(static (found, _) => new EquatableArray<PluginEntry>(found.Left.AddRange(found.Right)))
            .WithTrackingName(TrackingNames.OwnEntries);
        IncrementalValueProvider<ReferencedPlugins> referenced = context.CompilationProvider
            .Select(static (compilation, token) => ReferenceReader.Read(compilation, token))
            .WithTrackingName(TrackingNames.ReferencedEntries);
        IncrementalValuesProvider<CatalogModel> catalogs = hosts
            .Combine(own.Combine(referenced))
            .Select(static (found, _) => ToCatalog(found.Left, found.Right.Left, found.Right.Right))
            .WithTrackingName(TrackingNames.Catalogs);

        context.RegisterSourceOutput(catalogs, EmitCatalog);
    }

    private static IncrementalValuesProvider<PluginEntry> Entries(IncrementalGeneratorInitializationContext context, string attribute, PluginKind kind) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                (found, _) => PluginReader.ReadEntry((INamedTypeSymbol)found.TargetSymbol, found.Attributes[0], kind, found.SemanticModel.Compilation))
            .Where(static entry => entry is not null)
            .Select(static (entry, _) => entry!);
}
