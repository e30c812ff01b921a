using System.Collections.Immutable;
using LayerKit.Generators.Diagnostics;
using LayerKit.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LayerKit.Generators.Analyzers;

/// <summary>Says why a type with <c>[RefCountedHandle]</c> is not completed, or not safely (LK2001 to LK2005).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandleTypeAnalyzer : LayerKitAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [HandleTypeRules.Class, HandleTypeRules.Struct, HandleTypeRules.OwnDispose, HandleTypeRules.Member, HandleTypeRules.RawResource];

    private protected override void Start(CompilationStartAnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.FindAttribute(WellKnownNames.RefCountedHandleAttribute) is not { } attribute)
        {
            return;
        }

        if (type.TypeKind == TypeKind.Struct)
        {
            context.ReportDiagnostic(Diagnostic.Create(HandleTypeRules.Struct, type.Locations[0], type.Name));
            return;
        }

        if (WhyNot(type) is { } why)
        {
            context.ReportDiagnostic(Diagnostic.Create(HandleTypeRules.Class, type.Locations[0], type.Name, why));
        }

        AnalyzeRelease(context, type);
        if (HandleReader.Resource(attribute) is { } resource)
        {
            AnalyzeMembers(context, type, resource);
        }
    }

    private static string? WhyNot(INamedTypeSymbol type) => type switch
    {
        { IsSealed: false } => "not sealed",
        { IsGenericType: true } => "generic",
        { ContainingType: not null } => "nested",
        { IsFileLocal: true } => "local to its file",
        _ when !HostReader.IsPartial(type) => "not partial",
        _ => null,
    };

    private static void AnalyzeRelease(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        if (type.BaseType is { SpecialType: not SpecialType.System_Object } other && !other.Is(WellKnownNames.RefCountedHandle))
        {
            Location place = type.DeclaringSyntaxReferences
                .Select(reference => (reference.GetSyntax(context.CancellationToken) as TypeDeclarationSyntax)?.BaseList?.Types[0].GetLocation())
                .FirstOrDefault(location => location is not null) ?? type.Locations[0];
            context.ReportDiagnostic(Diagnostic.Create(HandleTypeRules.OwnDispose, place, type.Name, "a base class"));
        }

        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>().Where(IsRelease))
        {
            string what = method.MethodKind == MethodKind.Destructor ? "a finalizer" : method.Name;
            context.ReportDiagnostic(Diagnostic.Create(HandleTypeRules.OwnDispose, method.Locations[0], type.Name, what));
        }
    }

    private static bool IsRelease(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Destructor || (method.Name is "Dispose" or "DisposeAsync" && method.Parameters.IsEmpty);

    private static void AnalyzeMembers(SymbolAnalysisContext context, INamedTypeSymbol type, INamedTypeSymbol resource)
    {
        foreach (ISymbol member in HandleReader.Unimplemented(type).Where(member => HandleReader.Target(member, resource, context.Compilation) is null))
        {
            ImmutableDictionary<string, string?> fix = ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Member, resource.ToDisplayString());
            context.ReportDiagnostic(Diagnostic.Create(HandleTypeRules.Member, member.Locations[0], fix, member.Name, resource.Name));
        }

        foreach (ISymbol member in type.GetMembers().Where(member => member.DeclaredAccessibility != Accessibility.Private && Gives(member, resource)))
        {
            context.ReportDiagnostic(Diagnostic.Create(HandleTypeRules.RawResource, member.Locations[0], member.Name, resource.Name));
        }
    }

    private static bool Gives(ISymbol member, INamedTypeSymbol resource)
    {
        ITypeSymbol? type = member switch
        {
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            IMethodSymbol { MethodKind: MethodKind.Ordinary } method => method.ReturnType,
            _ => null,
        };
        return SymbolEqualityComparer.Default.Equals(HandleTypes.Awaited(type), resource);
    }
}
