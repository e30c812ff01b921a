using LayerKit.Generators.Emit;
using LayerKit.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.Generators;

/// <summary>Implements the partial members of each class with <c>[RefCountedHandle]</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class HandleGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterSourceOutput(
            context.SyntaxProvider
                .ForAttributeWithMetadataName(
                    WellKnownNames.RefCountedHandleAttribute,
                    static (node, _) => node is ClassDeclarationSyntax,
                    static (found, _) => HandleReader.Read((INamedTypeSymbol)found.TargetSymbol, found.Attributes[0], found.SemanticModel.Compilation))
                .Where(static handle => handle is not null)
                .Select(static (handle, _) => handle!)
                .WithTrackingName(TrackingNames.Handles),
            static (context, handle) => context.AddSource(handle.Type.FullName.Substring("global::".Length) + ".g.cs", HandleEmitter.Emit(handle)));
}
