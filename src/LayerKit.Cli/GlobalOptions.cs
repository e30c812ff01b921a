using System.CommandLine;
using LayerKit.Cli.Commands;
using LayerKit.Cli.Output;

namespace LayerKit.Cli;

/// <summary>The options that every command takes, before or after its name.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<string?> _root = new("--root")
    {
        Description = "Directory of the store; else LAYERKIT_ROOT, else /var/lib/layerkit for root and layerkit below the user's data directory otherwise",
        HelpName = "DIR",
        Recursive = true,
        Validators = { CommandArguments.ValidatePath },
    };

    private readonly Option<string?> _driver = new("--driver")
    {
        Description = "Driver of a new store; an existing one must have it",
        HelpName = "NAME",
        Recursive = true,
    };

    private readonly Option<string[]> _driverOptions = new("--driver-opt")
    {
        Description = "Option of the driver, such as overlay2.size=10G; may be repeated",
        HelpName = "KEY=VALUE",
        Recursive = true,
        Arity = ArgumentArity.OneOrMore,
        Validators = { CommandArguments.ValidatePairs },
    };

    private readonly Option<string?> _metadata = new("--metadata")
    {
        Description = "Metadata store of a new store; an existing one must have it",
        HelpName = "NAME",
        Recursive = true,
    };

    private readonly Option<Durability?> _durability = new("--durability")
    {
        Description = "What has to survive a power cut: full (the default), metadata or none",
        HelpName = "full|metadata|none",
        Recursive = true,
        CustomParser = CommandArguments.ParseDurability,
    };

    private readonly Option<bool> _readOnly = new("--read-only")
    {
        Description = "Write nothing into the root, and fail where that would be needed; reading commands do so by themselves where they have to",
        Recursive = true,
    };

    private readonly Option<bool> _quiet = new("--quiet") { Description = "No progress and no notes on standard error", Recursive = true };

    private readonly Option<bool> _json = new("--json") { Description = "One JSON document on standard output", Recursive = true };

    /// <summary>Log on standard error, and a stack trace with an error.</summary>
    public Option<bool> Verbose { get; } = new("-v") { Description = "Log to standard error", Recursive = true };

    public void AddTo(RootCommand root)
    {
        ReadOnlySpan<Option> options = [_root, _driver, _driverOptions, _metadata, _durability, _readOnly, _quiet, Verbose, _json];
        foreach (Option option in options)
        {
            root.Add(option);
        }
    }

    public CommandSettings Read(ParseResult parsed) => new()
    {
        Root = Path.GetFullPath(parsed.GetValue(_root) ?? DefaultRoot.Path),
        Driver = parsed.GetValue(_driver),
        DriverOptions = CommandArguments.ToPairs(parsed.GetValue(_driverOptions) ?? []),
        MetadataStore = parsed.GetValue(_metadata),
        Durability = parsed.GetValue(_durability) ?? Durability.Full,
        ReadOnly = parsed.GetValue(_readOnly),
        Verbose = parsed.GetValue(Verbose),
        Output = new ConsoleOutput(json: parsed.GetValue(_json), quiet: parsed.GetValue(_quiet)),
    };
}
