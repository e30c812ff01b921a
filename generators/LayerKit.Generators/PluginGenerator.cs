using LayerKit.Generators.Models;
using LayerKit.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.Generators;

/// <summary>Writes a registration for each class with <c>[LayerDriver]</c> or <c>[MetadataStore]</c>, and the markers of their assembly.</summary>
[Generator(LanguageNames.CSharp)]
public sealed partial class PluginGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<PluginModel> drivers = Plugins(context, WellKnownNames.LayerDriverAttribute, PluginKind.Driver)
            .WithTrackingName(TrackingNames.Drivers);
        IncrementalValuesProvider<PluginModel> stores = Plugins(context, WellKnownNames.MetadataStoreAttribute, PluginKind.MetadataStore)
            .WithTrackingName(TrackingNames.MetadataStores);
        IncrementalValueProvider<ManifestModel> manifest = drivers.Collect()
            .Combine(stores.Collect())
            .Combine(context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName ?? ""))
            .Select(static (found, _) => ToManifest(found.Left.Left.AddRange(found.Left.Right), found.Right))
            .WithTrackingName(TrackingNames.Manifest);

        context.RegisterSourceOutput(drivers, EmitRegistration);
        context.RegisterSourceOutput(stores, EmitRegistration);
        context.RegisterSourceOutput(manifest, EmitManifest);
    }

    private static IncrementalValuesProvider<PluginModel> Plugins(IncrementalGeneratorInitializationContext context, string attribute, PluginKind kind) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                (found, _) => PluginReader.Read((INamedTypeSymbol)found.TargetSymbol, found.Attributes[0], kind, found.SemanticModel.Compilation))
            .Where(static plugin => plugin is not null)
            .Select(static (plugin, _) => plugin!);
}
