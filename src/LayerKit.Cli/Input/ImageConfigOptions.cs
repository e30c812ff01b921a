using System.CommandLine;
using LayerKit.Cli.Commands;
using LayerKit.Images;

namespace LayerKit.Cli.Input;

/// <summary>The options that say how an image is run.</summary>
internal sealed class ImageConfigOptions
{
    private readonly Option<ImagePlatform?> _platform = new("--platform")
    {
        HelpName = "OS/ARCH",
        Description = "What it runs on; linux on this machine's architecture when left out",
        CustomParser = ImageArguments.ParsePlatform,
    };

    private readonly Option<string[]> _entrypoint = Repeatable("--entrypoint", "ARG", "The command that arguments are added to, one part each time");

    private readonly Option<string[]> _cmd = Repeatable("--cmd", "ARG", "Arguments that may be replaced, or the whole command, one part each time");

    private readonly Option<string[]> _env = Repeatable("--env", "NAME=VALUE", "A variable of the environment; may be repeated");

    private readonly Option<string[]> _labels = Repeatable("--label", "NAME=VALUE", "A label; may be repeated");

    private readonly Option<string[]> _ports = Repeatable("--port", "PORT[/udp]", "A port it listens on; may be repeated");

    private readonly Option<string?> _user = new("--user") { HelpName = "USER[:GROUP]", Description = "Who runs it, by name or number; root when left out" };

    private readonly Option<string?> _workingDir = new("--workdir") { HelpName = "DIR", Description = "Directory the command starts in" };

    public void AddTo(Command command)
    {
        _labels.Validators.Add(ImageArguments.ValidateLabels);
        ReadOnlySpan<Option> options = [_platform, _entrypoint, _cmd, _env, _labels, _ports, _user, _workingDir];
        foreach (Option option in options)
        {
            command.Add(option);
        }
    }

    public ImageConfig Read(ParseResult parsed) => new()
    {
        Platform = parsed.GetValue(_platform) ?? ImagePlatform.Current,
        Created = SourceDate.Read(Environment.GetEnvironmentVariable(SourceDate.Variable)),
        Entrypoint = parsed.GetValue(_entrypoint) ?? [],
        Cmd = parsed.GetValue(_cmd) ?? [],
        Env = parsed.GetValue(_env) ?? [],
        Labels = ToPairs(parsed.GetValue(_labels) ?? []),
        ExposedPorts = parsed.GetValue(_ports) ?? [],
        User = parsed.GetValue(_user),
        WorkingDir = parsed.GetValue(_workingDir),
    };

    private static Option<string[]> Repeatable(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, Arity = ArgumentArity.OneOrMore };

    private static Dictionary<string, string> ToPairs(string[] labels)
    {
        Dictionary<string, string> pairs = [];
        foreach (string label in labels)
        {
            int equals = label.IndexOf('=', StringComparison.Ordinal);
            pairs[label[..equals]] = label[(equals + 1)..];
        }

        return pairs;
    }
}
