using System.CommandLine;
using System.Globalization;
using LayerKit.Cli.Json;
using LayerKit.Cli.Output;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit plugins</c>: what this program could keep layers with. Needs no store.</summary>
internal static class PluginsCommand
{
    public static Command Create(GlobalOptions global)
    {
        Command command = new("plugins", "Lists the known drivers and metadata stores with their options, and which drivers work here");
        command.SetAction(parsed => Run(global.Read(parsed)));
        return command;
    }

    private static void Run(CommandSettings settings)
    {
        KnownPlugin[] plugins = KnownPlugin.Of(KnownPlugins.CreateCatalog(), settings.Root);
        settings.Output.Write(plugins, CliJson.Readable.KnownPluginArray, text => Write(plugins, text));
    }

    private static void Write(KnownPlugin[] plugins, TextWriter text)
    {
        TableWriter table = new("KIND", "NAME", "PRIORITY", "WORKS HERE");
        foreach (KnownPlugin plugin in plugins)
        {
            string name = string.Join(", ", plugin.Aliases.Prepend(plugin.Name));
            table.Add(plugin.Kind, name, plugin.Priority.ToString(CultureInfo.InvariantCulture), plugin.Reason is null ? "yes" : $"no: {plugin.Reason}");
        }

        table.WriteTo(text);
        foreach (KnownOption option in plugins.SelectMany(plugin => plugin.Options))
        {
            text.WriteLine($"  {option.Key}={option.Default}  {option.Expected}{(option.Required ? ", required" : "")}");
        }
    }
}
