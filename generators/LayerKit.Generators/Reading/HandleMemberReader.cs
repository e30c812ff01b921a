using LayerKit.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LayerKit.Generators.Reading;

/// <summary>Turns partial members into the text of their implementation.</summary>
internal static class HandleMemberReader
{
    public static HandleMember? Read(IPropertySymbol property, ISymbol target)
    {
        if (property.RefKind != RefKind.None)
        {
            return null;
        }

        HandleFlow flow = target is IFieldSymbol || IsStored(target) ? HandleFlow.StoredProperty : HandleFlow.ComputedProperty;
        return new(flow, $"{Access(property)}partial {property.Type.Written()} {Identifier(property.Name)}", Identifier(property.Name))
        {
            HasGetter = property.GetMethod is not null,
            HasSetter = property.SetMethod is { IsInitOnly: false },
        };
    }

    public static HandleMember? Read(IMethodSymbol method)
    {
        HandleFlow flow = Flow(method.ReturnType);
        bool isImmediate = flow is HandleFlow.Void or HandleFlow.Value or HandleFlow.Stream;
        if (method.ReturnsByRef || method.ReturnsByRefReadonly || (!isImmediate && method.Parameters.Any(parameter => parameter.RefKind != RefKind.None || parameter.Type.IsRefLikeType)))
        {
            return null;
        }

        string types = method.Arity == 0 ? "" : $"<{string.Join(", ", method.TypeParameters.Select(type => type.Name))}>";
        string parameters = string.Join(", ", method.Parameters.Select(parameter => Parameter(parameter, flow)));
        string arguments = string.Join(", ", method.Parameters.Select(Argument));
        string name = Identifier(method.Name) + types;
        return new(
            flow,
            $"{Access(method)}partial {(method.ReturnsVoid ? "void" : method.ReturnType.Written())} {name}({parameters}){Constraints(method)}",
            $"{name}({arguments})");
    }

    private static bool IsStored(ISymbol target) =>
        target.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, target));

    private static HandleFlow Flow(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Void } => HandleFlow.Void,
        { SpecialType: SpecialType.System_Collections_IEnumerable } => HandleFlow.Sequence,
        { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T } => HandleFlow.Sequence,
        _ when type.Is("System.IO.Stream") => HandleFlow.Stream,
        _ when type.Is("System.Threading.Tasks.Task") || type.Is("System.Threading.Tasks.ValueTask") => HandleFlow.Task,
        INamedTypeSymbol task when task.Is("System.Threading.Tasks.Task`1") || task.Is("System.Threading.Tasks.ValueTask`1") =>
            task.TypeArguments[0].Is("System.IO.Stream") ? HandleFlow.TaskOfStream : HandleFlow.TaskOfValue,
        _ when type.Is("System.Collections.Generic.IAsyncEnumerable`1") => HandleFlow.AsyncSequence,
        _ => HandleFlow.Value,
    };

    private static string Access(ISymbol member) => member.DeclaredAccessibility switch
    {
        Accessibility.Public => "public ",
        Accessibility.Internal => "internal ",
        Accessibility.Private => "private ",
        _ => "",
    };

    private static string Parameter(IParameterSymbol parameter, HandleFlow flow)
    {
        string cancellation = flow == HandleFlow.AsyncSequence && parameter.Type.Is("System.Threading.CancellationToken") && parameter.GetAttributes().IsEmpty
            ? "[global::System.Runtime.CompilerServices.EnumeratorCancellation] "
            : "";
        string scope = parameter is { ScopedKind: not ScopedKind.None, RefKind: not RefKind.Out, IsParams: false } ? "scoped " : "";
        string modifier = parameter.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            RefKind.RefReadOnlyParameter => "ref readonly ",
            _ => parameter.IsParams ? "params " : "",
        };
        return $"{cancellation}{scope}{modifier}{parameter.Type.Written()} {Identifier(parameter.Name)}{Default(parameter)}";
    }

    /// <summary>The default counts in the user's part only, but tools that compare both parts want them alike.</summary>
    private static string Default(IParameterSymbol parameter) => parameter switch
    {
        { HasExplicitDefaultValue: false } => "",
        { ExplicitDefaultValue: null } => " = default",
        { Type.TypeKind: TypeKind.Enum } => $" = ({parameter.Type.Written()}){SymbolDisplay.FormatPrimitive(parameter.ExplicitDefaultValue, true, false)}",
        _ => " = " + SymbolDisplay.FormatPrimitive(parameter.ExplicitDefaultValue, true, false),
    };

    private static string Argument(IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In or RefKind.RefReadOnlyParameter => "in ",
        _ => "",
    } + Identifier(parameter.Name);

    private static string Constraints(IMethodSymbol method) =>
        string.Concat(method.TypeParameters.Select(type => (type.Name, Limits: string.Join(", ", Limits(type)))).Where(type => type.Limits.Length > 0)
            .Select(type => $" where {type.Name} : {type.Limits}"));

    private static IEnumerable<string> Limits(ITypeParameterSymbol type)
    {
        string? kind = type switch
        {
            { HasUnmanagedTypeConstraint: true } => "unmanaged",
            { HasValueTypeConstraint: true } => "struct",
            { HasReferenceTypeConstraint: true } => type.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class",
            { HasNotNullConstraint: true } => "notnull",
            _ => null,
        };
        IEnumerable<string> others = type.ConstraintTypes.Select(constraint => constraint.Written());
        string[] last = [.. type.HasConstructorConstraint ? ["new()"] : Array.Empty<string>(), .. type.AllowsRefLikeType ? ["allows ref struct"] : Array.Empty<string>()];
        return [.. kind is null ? [] : new[] { kind }, .. others, .. last];
    }

    private static string Identifier(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
