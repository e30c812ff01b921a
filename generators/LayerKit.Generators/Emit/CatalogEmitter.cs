using LayerKit.Generators.Models;
using Microsoft.CodeAnalysis.Text;

namespace LayerKit.Generators.Emit;

/// <summary>Writes the catalog of a host.</summary>
internal static class CatalogEmitter
{
    public static SourceText Emit(CatalogModel catalog)
    {
        var writer = new SourceWriter();
        writer.Namespace(catalog.Host.Type.Namespace);
        writer.Line($"static partial class {catalog.Host.Name}");
        writer.Open();
        writer.Member($"A new catalog of every plugin that {catalog.Host.Name} hosts.", $"public static {Names.PluginCatalog} CreateCatalog()");
        writer.Open();
        writer.Line($"var catalog = new {Names.PluginCatalog}();");
        foreach (PluginEntry entry in catalog.Entries)
        {
            writer.Line($"catalog.Add({entry.RegistrationType}.Instance); // {entry.Kind} {entry.Name}, from {entry.Assembly}");
        }

        writer.Line("return catalog;");
        writer.Close();
        EmitNames(writer, catalog, PluginEntry.Driver, "DriverNames");
        EmitNames(writer, catalog, PluginEntry.MetadataStore, "MetadataStoreNames");
        writer.Close();
        return writer.ToSourceText();
    }

    private static void EmitNames(SourceWriter writer, CatalogModel catalog, string kind, string type)
    {
        IReadOnlyList<string> names = [.. catalog.Entries.Where(entry => entry.Kind == kind).Select(entry => entry.Name).Distinct()];
        if (names.Count == 0)
        {
            return;
        }

        writer.Line();
        writer.Member($"The name of each {kind}.", $"public static class {type}");
        writer.Open();
        foreach (string name in names)
        {
            writer.Line($"/// <summary>The {kind} <c>{name}</c>.</summary>");
            writer.Line($"public const string {Names.Pascal(name)} = {Literal.Of(name)};");
        }

        writer.Close();
    }
}
