using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using LayerKit.Cli.Commands;
using LayerKit.Cli.Output;

namespace LayerKit.Cli;

/// <summary>The command line as a whole: what it understands, and how every way of ending it becomes an exit status and one line.</summary>
internal static class CommandLine
{
    private const string Name = "layerkit";

    // A file may be called @x; it is not to be read for further arguments.
    private static readonly ParserConfiguration Syntax = new() { ResponseFileTokenReplacer = null };

    // Signals are ours: System.CommandLine would give a rollback two seconds and then abandon it.
    private static readonly InvocationConfiguration Invocation = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };

    public static async Task<int> RunAsync(string[] args)
    {
        GlobalOptions global = new();
        ParseResult parsed = Create(global).Parse(args, Syntax);
        using Interruption interruption = new();
        try
        {
            ThrowIfMistyped(parsed);
            return await parsed.InvokeAsync(Invocation, interruption.Token);
        }
        catch (Exception exception)
        {
            ErrorLine.Write(Console.Error, exception, trace: parsed.GetValue(global.Verbose));
            return ExitCodes.Of(exception);
        }
    }

    private static RootCommand Create(GlobalOptions global)
    {
        RootCommand root = new("Keeps the layers of container images: content-addressed, shared, byte-exact.")
        {
            ImportCommand.Create(global),
            ExportCommand.Create(global),
            ListCommand.Create(global),
            InspectCommand.Create(global),
            TreeCommand.Create(global),
            PinCommand.Create(global),
            UnpinCommand.Create(global),
            PinsCommand.Create(global),
            RemoveCommand.Create(global),
            PruneCommand.Create(global),
            CheckoutCommand.Create(global),
            UsageCommand.Create(global),
            StatusCommand.Create(global),
            ImageCommand.Create(global),
            PluginsCommand.Create(global),
        };
        root.HelpName = Name;
        global.AddTo(root);
        return root;
    }

    private static void ThrowIfMistyped(ParseResult parsed)
    {
        if (parsed.Action is ParseErrorAction)
        {
            // Of a mistyped command the first error only says that there is none.
            string problem = parsed.UnmatchedTokens is [string unknown, ..] ? $"unknown command or option '{unknown}'" : parsed.Errors[0].Message.TrimEnd('.');
            string command = string.Join(' ', PathOf(parsed.CommandResult).Reverse());
            throw new CommandFailedException(ExitCodes.Usage, $"{problem}; see '{command} --help'");
        }
    }

    /// <summary>The names of a command and those it belongs to, the program's last.</summary>
    private static IEnumerable<string> PathOf(CommandResult command)
    {
        for (SymbolResult? symbol = command; symbol is CommandResult result; symbol = result.Parent)
        {
            yield return result.Command is RootCommand ? Name : result.Command.Name;
        }
    }
}
