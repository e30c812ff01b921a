using System.Reflection;
using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

public sealed class HelpTests
{
    [Theory]
    [InlineData("layerkit")]
    [InlineData("import")]
    [InlineData("export")]
    [InlineData("ls")]
    [InlineData("inspect")]
    [InlineData("tree")]
    [InlineData("pin")]
    [InlineData("unpin")]
    [InlineData("pins")]
    [InlineData("rm")]
    [InlineData("prune")]
    [InlineData("rw")]
    [InlineData("rw create")]
    [InlineData("rw ls")]
    [InlineData("rw rm")]
    [InlineData("mount")]
    [InlineData("umount")]
    [InlineData("view")]
    [InlineData("changes")]
    [InlineData("commit")]
    [InlineData("diff")]
    [InlineData("files")]
    [InlineData("cat")]
    [InlineData("checkout")]
    [InlineData("du")]
    [InlineData("info")]
    [InlineData("plugins")]
    [InlineData("image")]
    [InlineData("image save")]
    public async Task Help_says_what_each_command_takes(string name)
    {
        using RunningCommand command = RunningCommand.Start(name == "layerkit" ? ["--help"] : [.. name.Split(' '), "--help"]);
        CommandRun run = (await command.EndAsync()).Succeeded();

        VerifySettings settings = new();
        settings.UseMethodName("Help_of_" + name.Replace(' ', '_'));
        await Verify(run.Output, settings);
    }

    [Fact]
    public async Task Version_is_one_line()
    {
        using RunningCommand command = RunningCommand.Start("--version");
        CommandRun run = (await command.EndAsync()).Succeeded();

        string version = typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        Assert.Equal(version + Environment.NewLine, run.Output);
    }
}
