using LayerKit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Reading;

/// <summary>Reads classes with <c>[DriverOption]</c> properties.</summary>
internal static class OptionsReader
{
    /// <summary>True when a class has options, can be made without arguments, and can be named.</summary>
    public static bool IsOptions(INamedTypeSymbol type, Compilation compilation) =>
        type is { TypeKind: TypeKind.Class, IsAbstract: false }
        && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)
        && type.InstanceConstructors.Any(constructor =>
            constructor.Parameters.Length == 0 && compilation.IsSymbolAccessibleWithin(constructor, compilation.Assembly))
        && Properties(type).Any();

    public static OptionsModel Read(INamedTypeSymbol type, Compilation compilation)
    {
        IEnumerable<OptionModel> options = Properties(type)
            .Select(property => Read(property, compilation))
            .OfType<OptionModel>()
            .GroupBy(option => option.Key)
            .Select(sameKey => sameKey.First());
        IEnumerable<string> required = Hierarchy(type)
            .SelectMany(level => level.GetMembers())
            .Where(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
            .Select(member => member.Name);
        return new(type.ToModel(), new(required), new(options));
    }

    /// <summary>The properties of a class and its bases that are options, bases first.</summary>
    public static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type) =>
        Hierarchy(type)
            .Reverse()
            .SelectMany(level => level.GetMembers().OfType<IPropertySymbol>())
            .Where(property => property.FindAttribute(WellKnownNames.DriverOptionAttribute) is not null);

    private static OptionModel? Read(IPropertySymbol property, Compilation compilation)
    {
        if (property.FindAttribute(WellKnownNames.DriverOptionAttribute) is not { } attribute
            || attribute.FirstText() is not { Length: > 0 } key
            || property is not { IsStatic: false, SetMethod: { } setter }
            || !compilation.IsSymbolAccessibleWithin(setter, compilation.Assembly)
            || OptionTypeReader.Read(property.Type, attribute, compilation) is not { } type)
        {
            return null;
        }

        return new(property.Name, key, type.Value, type.Syntax, type.Shape)
        {
            IsRequired = property.IsRequired || attribute.Named<bool>("Required"),
            IsSecret = attribute.Named<bool>("Secret"),
            Aliases = attribute.NamedList("Aliases"),
            ObsoleteMessage = attribute.Named<string>("ObsoleteMessage"),
        };
    }

    private static IEnumerable<INamedTypeSymbol> Hierarchy(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is { SpecialType: SpecialType.None }; level = level.BaseType)
        {
            yield return level;
        }
    }
}
