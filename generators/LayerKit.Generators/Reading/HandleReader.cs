using LayerKit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Reading;

/// <summary>Reads classes with <c>[RefCountedHandle]</c>.</summary>
internal static class HandleReader
{
    public static HandleModel? Read(INamedTypeSymbol type, AttributeData attribute, Compilation compilation)
    {
        if (!IsUsable(type) || Resource(attribute) is not { } resource)
        {
            return null;
        }

        return new(type.ToModel(), type.Name, resource.Written(), new(Members(type, resource, compilation)));
    }

    /// <summary>True for a sealed partial class of its own that leaves its base to the generator.</summary>
    public static bool IsUsable(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsSealed: true, IsGenericType: false, ContainingType: null, IsFileLocal: false }
        && HostReader.IsPartial(type)
        && (type.BaseType is null or { SpecialType: SpecialType.System_Object } || type.BaseType.Is(WellKnownNames.RefCountedHandle));

    /// <summary>The class that a handle refers to, or null where the user's code is incomplete.</summary>
    public static INamedTypeSymbol? Resource(AttributeData attribute) =>
        attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Type, Value: INamedTypeSymbol { TypeKind: TypeKind.Class } resource } ? resource : null;

    /// <summary>The partial members that nobody implemented.</summary>
    public static IEnumerable<ISymbol> Unimplemented(INamedTypeSymbol type) => type.GetMembers().Where(member => member switch
    {
        IMethodSymbol method => method is { MethodKind: MethodKind.Ordinary, IsPartialDefinition: true, PartialImplementationPart: null, IsStatic: false },
        IPropertySymbol property => property is { IsPartialDefinition: true, PartialImplementationPart: null, IsStatic: false, IsIndexer: false },
        _ => false,
    });

    /// <summary>The member of the resource that a member of the handle is forwarded to, or null.</summary>
    public static ISymbol? Target(ISymbol member, INamedTypeSymbol resource, Compilation compilation) =>
        Reachable(resource, member.Name)
            .Where(candidate => compilation.IsSymbolAccessibleWithin(candidate, compilation.Assembly))
            .FirstOrDefault(candidate => member switch
            {
                IPropertySymbol property => Matches(property, candidate),
                IMethodSymbol method => candidate is IMethodSymbol other && Matches(method, other),
                _ => false,
            });

    private static IEnumerable<HandleMember> Members(INamedTypeSymbol type, INamedTypeSymbol resource, Compilation compilation) =>
        Unimplemented(type)
            .Select(member => Target(member, resource, compilation) is not { } target ? null
                : member is IPropertySymbol property ? HandleMemberReader.Read(property, target) : HandleMemberReader.Read((IMethodSymbol)member))
            .OfType<HandleMember>();

    private static IEnumerable<ISymbol> Reachable(INamedTypeSymbol resource, string name)
    {
        for (INamedTypeSymbol? level = resource; level is not null; level = level.BaseType)
        {
            foreach (ISymbol member in level.GetMembers(name).Where(member => !member.IsStatic))
            {
                yield return member;
            }
        }
    }

    private static bool Matches(IPropertySymbol property, ISymbol candidate) => candidate switch
    {
        IPropertySymbol { IsIndexer: false } other => (property.GetMethod is null || other.GetMethod is not null) && (property.SetMethod is null || other.SetMethod is not null),
        IFieldSymbol field => property.SetMethod is null || !field.IsReadOnly,
        _ => false,
    };

    private static bool Matches(IMethodSymbol method, IMethodSymbol other)
    {
        if (other.Arity != method.Arity || other.Parameters.Length != method.Parameters.Length)
        {
            return false;
        }

        IMethodSymbol same = other.Arity == 0 ? other : other.Construct([.. method.TypeParameters]);
        return method.Parameters.Zip(same.Parameters, (mine, theirs) =>
            mine.RefKind == theirs.RefKind && SymbolEqualityComparer.Default.Equals(mine.Type, theirs.Type)).All(equal => equal);
    }
}
