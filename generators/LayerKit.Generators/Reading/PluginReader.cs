using System.Text.RegularExpressions;
using LayerKit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Reading;

/// <summary>Reads classes with <c>[LayerDriver]</c> and <c>[MetadataStore]</c>. What is wrong with one is an analyzer's to say; here it is left out.</summary>
internal static class PluginReader
{
    private static readonly Regex NamePattern = new("^[a-z0-9][a-z0-9_-]{0,31}$", RegexOptions.CultureInvariant);

    public static PluginModel? Read(INamedTypeSymbol type, AttributeData attribute, PluginKind kind, Compilation compilation)
    {
        if (attribute.FirstText() is not { } name
            || !IsName(name)
            || !IsUsable(type)
            || !type.Implements(InterfaceOf(kind))
            || ConstructorReader.Choose(type) is not { } constructor
            || ConstructorReader.ReadArguments(constructor, type, kind, compilation) is not { } arguments)
        {
            return null;
        }

        return new(kind, name, type.ToModel(), RegistrationName(type))
        {
            Priority = attribute.Named<int>("Priority"),
            Aliases = attribute.NamedList("Aliases"),
            Arguments = new(arguments),
            Options = ConstructorReader.OptionsClass(constructor, compilation) is { } options ? OptionsReader.Read(options, compilation) : null,
        };
    }

    /// <summary>What a host in the same assembly takes of it.</summary>
    public static PluginEntry? ReadEntry(INamedTypeSymbol type, AttributeData attribute, PluginKind kind, Compilation compilation) =>
        Read(type, attribute, kind, compilation) is { } plugin
            ? new(plugin.KindName, plugin.Name, plugin.Registration, Contract: 0, plugin.Priority, plugin.Aliases, compilation.AssemblyName ?? "")
            : null;

    public static bool IsName(string name) => NamePattern.IsMatch(name);

    /// <summary>True for a class that generated code can make.</summary>
    public static bool IsUsable(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsAbstract: false, IsGenericType: false } && type.IsVisibleInAssembly();

    public static string InterfaceOf(PluginKind kind) =>
        kind == PluginKind.Driver ? WellKnownNames.LayerDriverInterface : WellKnownNames.MetadataStoreInterface;

    private static string RegistrationName(INamedTypeSymbol type)
    {
        string name = type.Name + "Registration";
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name = outer.Name + name;
        }

        return name;
    }
}
