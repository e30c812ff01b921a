using LayerKit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Reading;

/// <summary>Reads the markers of referenced assemblies.</summary>
internal static class ReferenceReader
{
    public static ReferencedPlugins Read(Compilation compilation, CancellationToken token)
    {
        List<PluginEntry> entries = [];
        foreach (IAssemblySymbol assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            token.ThrowIfCancellationRequested();
            if (ReferencesAbstractions(assembly))
            {
                entries.AddRange(assembly.GetAttributes().Select(attribute => ReadMarker(attribute, assembly.Name)).OfType<PluginEntry>());
            }
        }

        return new(ContractOf(compilation), new(entries));
    }

    private static bool ReferencesAbstractions(IAssemblySymbol assembly) =>
        assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == WellKnownNames.AbstractionsAssembly));

    private static PluginEntry? ReadMarker(AttributeData attribute, string assembly)
    {
        if (!attribute.AttributeClass.Is(WellKnownNames.LayerPluginEntryAttribute) || attribute.ConstructorArguments.Length != 4)
        {
            return null;
        }

        object?[] values = [.. attribute.ConstructorArguments.Select(argument => argument.Value)];
        return (values[0], values[1], values[2], values[3]) is (string kind, string name, string registration, int contract)
            ? new(kind, name, registration, contract, attribute.Named<int>("Priority"), attribute.NamedList("Aliases"), assembly)
            : null;
    }

    private static int ContractOf(Compilation compilation) =>
        compilation.GetTypesByMetadataName(WellKnownNames.PluginContract).FirstOrDefault()?.GetMembers("Number").FirstOrDefault()
            is IFieldSymbol { ConstantValue: int number } ? number : 0;
}
