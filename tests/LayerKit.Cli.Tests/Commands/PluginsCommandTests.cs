using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

public sealed class PluginsCommandTests
{
    [Fact]
    public async Task Drivers_and_metadata_stores_are_a_table_with_what_works_here() => await Verify(await RunAsync());

    [Fact]
    public async Task Drivers_and_metadata_stores_are_an_array_in_JSON() => await Verify(await RunAsync("--json"));

    private static async Task<string> RunAsync(params string[] options)
    {
        // In memory, so that a driver which asks for a file system of its own says the same on every machine.
        using TempRoot root = new("/dev/shm");
        using RunningCommand command = RunningCommand.Start(["--root", root["none"], "plugins", .. options]);
        string output = (await command.EndAsync()).Succeeded().Output;
        Assert.Empty(Directory.EnumerateFileSystemEntries(root.Path));
        return output.Replace(root.Path, "{directory}", StringComparison.Ordinal);
    }
}
