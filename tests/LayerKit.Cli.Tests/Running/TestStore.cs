using System.Text.RegularExpressions;

namespace LayerKit.Cli.Tests.Running;

/// <summary>A store with one layer, and the command run on it.</summary>
internal sealed partial class TestStore : IAsyncDisposable
{
    private readonly TempRoot _directory;

    private TestStore(string? below) => _directory = new(below);

    /// <summary>Where the test keeps its files; the store is in <see cref="Root"/> below it.</summary>
    public string Directory => _directory.Path;

    public string Root => _directory["store"];

    public string BaseTar { get; private set; } = "";

    public string BaseId { get; private set; } = "";

    public string this[string name] => _directory[name];

    /// <summary>Makes one, in a directory of its own below a given one, with options for a new root; <c>vfs</c> without any, so that the machine does not matter.</summary>
    public static async Task<TestStore> CreateAsync(string? below = null, string[]? options = null)
    {
        TestStore store = new(below);
        store.BaseTar = Tar.Create(store.Directory, "base.tar", "hello.txt", "hello\n");
        store.BaseId = await store.ImportAsync(store.BaseTar, options ?? ["--driver", "vfs"]);
        return store;
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Imports and returns the ChainID that was printed.</summary>
    public async Task<string> ImportAsync(string tar, params string[] options) =>
        (await RunAsync(["import", tar, .. options])).Succeeded().Output.Trim();

    /// <summary>Runs a command to its end, with nothing on standard input.</summary>
    public async Task<CommandRun> RunAsync(params string[] args)
    {
        using RunningCommand command = RunningCommand.Start(["--root", Root, .. args]);
        command.Input.Close();
        return await command.EndAsync();
    }

    /// <summary>Runs a command line of bash in <see cref="Directory"/>; <c>layerkit</c> is the command, <c>$LAYERKIT_ROOT</c> the store.</summary>
    public async Task<CommandRun> ShellAsync(string script)
    {
        using RunningCommand shell = StartShell(script);
        shell.Input.Close();
        return await shell.EndAsync();
    }

    /// <summary>Starts what <see cref="ShellAsync"/> runs.</summary>
    public RunningCommand StartShell(string script) =>
        RunningCommand.StartShell($"export LAYERKIT_ROOT='{Root}'; layerkit() {{ \"$LAYERKIT\" \"$@\"; }}; cd '{Directory}'; {script}");

    /// <summary>What <c>ls</c> says, and every path below the root with its size.</summary>
    public async Task<string> StateAsync()
    {
        CommandRun list = (await RunAsync("ls", "--json")).Succeeded();
        CommandRun find = (await ShellAsync($"find '{Root}' -printf '%y %s %p\\n' | LC_ALL=C sort")).Succeeded();
        return list.Output + find.Output;
    }

    /// <summary>A run with what differs from test to test replaced.</summary>
    public string Scrub(CommandRun run)
    {
        string text = run.ToString().Replace(Root, "{store}", StringComparison.Ordinal).Replace(Directory, "{directory}", StringComparison.Ordinal);
        text = Seconds().Replace(text, "{seconds} s");
        text = SecondsField().Replace(text, "\"seconds\": {seconds}");
        text = Time().Replace(text, "{time}");
        text = FileSystem().Replace(text, "{file system}");
        text = Version().Replace(text, "{version}");
        return Hexadecimal().Replace(text, "{id}");
    }

    [GeneratedRegex(@"\d+\.\d s\b")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"""seconds"": [\d.E-]+")]
    private static partial Regex SecondsField();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ][\d:.]+Z")]
    private static partial Regex Time();

    [GeneratedRegex(@"\d+\.\d+\.\d+(-\w+)?\+[0-9a-f]+")]
    private static partial Regex Version();

    [GeneratedRegex(@"(?<=Backing Filesystem:? +|Backing Filesystem"",\s+""value"": "")\w+|(?<= is on )\w+(?= and not on)")]
    private static partial Regex FileSystem();

    // Cache ids are random; digests, which have an algorithm in front, are part of what is verified.
    [GeneratedRegex("(?<!sha256:)[0-9a-f]{64}")]
    private static partial Regex Hexadecimal();
}
