using LayerKit.Generators.Models;
using Microsoft.CodeAnalysis.Text;

namespace LayerKit.Generators.Emit;

/// <summary>Writes the markers of an assembly and the class that adds its plugins at run time.</summary>
internal static class ManifestEmitter
{
    public static SourceText Emit(string assembly, IReadOnlyList<PluginEntry> entries)
    {
        string manifest = Names.Pascal(assembly) + "Plugins";
        var writer = new SourceWriter();
        foreach (PluginEntry entry in entries)
        {
            writer.Line($"[assembly: global::{WellKnownNames.LayerPluginEntryAttribute}({Arguments(entry)})]");
        }

        writer.Line($"[assembly: global::LayerKit.Registration.LayerPluginManifestAttribute<global::LayerKit.Generated.{manifest}>]");
        writer.Line();
        writer.Namespace("LayerKit.Generated");
        writer.Member($"Adds the plugins of {assembly}.", $"internal sealed class {manifest} : {Names.PluginManifest}");
        writer.Open();
        writer.Line($"static void {Names.PluginManifest}.AddTo({Names.PluginCatalog} catalog)");
        writer.Open();
        foreach (PluginEntry entry in entries)
        {
            writer.Line($"catalog.Add({entry.RegistrationType}.Instance);");
        }

        writer.Close();
        writer.Close();
        return writer.ToSourceText();
    }

    private static string Arguments(PluginEntry entry)
    {
        string aliases = entry.Aliases.Count == 0 ? "" : $", Aliases = {"new string[] { " + string.Join(", ", entry.Aliases.Select(Literal.Of)) + " }"}";
        return $"{Literal.Of(entry.Kind)}, {Literal.Of(entry.Name)}, {Literal.Of(entry.Registration)}, "
            + $"global::{WellKnownNames.PluginContract}.Number, Priority = {entry.Priority}{aliases}";
    }
}
