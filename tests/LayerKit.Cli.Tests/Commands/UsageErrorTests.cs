using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

public sealed class UsageErrorTests
{
    [Theory]
    [InlineData("no_command")]
    [InlineData("unknown_command", "imprt", "x.tar")]
    [InlineData("unknown_option", "ls", "--bogus")]
    [InlineData("option_without_value", "ls", "--root")]
    [InlineData("empty_root", "ls", "--root", "")]
    [InlineData("empty_output", "export", "12345678", "-o", "")]
    [InlineData("missing_argument", "import")]
    [InlineData("second_argument", "import", "a.tar", "b.tar")]
    [InlineData("unknown_durability", "ls", "--durability", "1")]
    [InlineData("driver_option_without_value", "ls", "--driver-opt", "overlay2.size")]
    [InlineData("malformed_DiffID", "import", "a.tar", "--expect", "sha256:12")]
    [InlineData("malformed_duration", "prune", "--grace", "yesterday")]
    [InlineData("empty_pin_name", "pin", "", "12345678")]
    [InlineData("tar_and_JSON_on_standard_output", "export", "12345678", "--json")]
    public async Task Bad_usage_is_one_line_and_status_2(string name, params string[] args)
    {
        using RunningCommand command = RunningCommand.Start(args);
        CommandRun run = await command.EndAsync();

        VerifySettings settings = new();
        settings.UseMethodName(name);
        await Verify(run.ToString(), settings);
        Assert.Equal(ExitCodes.Usage, run.ExitCode);
    }
}
