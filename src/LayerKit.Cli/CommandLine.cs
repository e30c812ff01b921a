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
            RWCommand.Create(global),
            MountCommand.Create(global),
            UnmountCommand.Create(global),
            ViewCommand.Create(global),
            ChangesCommand.Create(global),
            CommitCommand.Create(global),
            DiffCommand.Create(global),
            FilesCommand.Create(global),
            CatCommand.Create(global),
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
            string command = NameOf(parsed.CommandResult);
            throw new CommandFailedException(ExitCodes.Usage, $"{problem}; see '{command} --help'");
        }
    }

    /// <summary>The words that name a command, <c>layerkit rw create</c>.</summary>
    private static string NameOf(CommandResult result) => result.Parent is CommandResult above ? $"{NameOf(above)} {result.Command.Name}" : Name;
}
