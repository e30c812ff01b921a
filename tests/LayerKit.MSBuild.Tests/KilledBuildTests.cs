using System.Diagnostics;
using System.Formats.Tar;

namespace LayerKit.MSBuild;

/// <summary>Many builds on one store, some of which are killed while they import.</summary>
[Trait("Suite", "Long")]
public sealed class KilledBuildTests : IDisposable
{
    private const int Nodes = 8;
    private const int Killed = 3;
    private const int Rounds = 5;
    private const int SharedFiles = 200;

    private readonly BuildSandbox _sandbox = new();
    private readonly Random _random = new(17);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Builds_that_end_end_right_and_those_that_are_killed_leave_nothing()
    {
        for (int node = 0; node < Nodes; node++)
        {
            WriteProject(_sandbox.Store, node);
        }

        int killed = 0;
        for (int round = 0; round < Rounds; round++)
        {
            WriteInputs(round);
            IEnumerable<Task<BuildOutcome?>> builds = Enumerable.Range(0, Nodes).Select(node => node < Killed ? KilledAsync(node) : BuiltAsync(node));
            BuildOutcome?[] outcomes = await Task.WhenAll(builds);
            Assert.All(outcomes, outcome => Assert.True(outcome is null or { ExitCode: 0 }, outcome?.Output));
            killed += outcomes.Count(outcome => outcome is null);
        }

        Assert.True(killed > 0, "no build was killed");

        Assert.All(await Task.WhenAll(Enumerable.Range(0, Nodes).Select(BuiltAsync)), outcome => Assert.True(outcome!.ExitCode == 0, outcome.Output));
        await AssertExactAsync();
    }

    /// <summary>After what earlier rounds left was pruned, the store is the one that the last round alone makes.</summary>
    private async Task AssertExactAsync()
    {
        await using (LayerStore store = await _sandbox.OpenStoreAsync())
        {
            await store.PruneAsync(TimeSpan.Zero);
            Assert.Equal(Nodes, store.Pins().Count);
            Assert.Equal(1 + Nodes, store.Layers().Count);
            Assert.Equal(0, store.Layers().Sum(layer => layer.References.Handles));
            Assert.Empty(store.FindDamaged());
            foreach (LayerSummary summary in store.Layers())
            {
                await using Layer layer = store.Get(summary.ChainId);
                await using Stream tar = layer.OpenTar();
                await tar.CopyToAsync(Stream.Null); // Fails unless every byte is there.
            }
        }

        string fresh = _sandbox["fresh"];
        for (int node = 0; node < Nodes; node++)
        {
            Directory.Delete(_sandbox[$"obj/{node}"], recursive: true);
            WriteProject(fresh, node);
            Assert.Equal(0, (await BuiltAsync(node))!.ExitCode);
        }

        Assert.Equal(Objects(fresh), Objects(_sandbox.Store));
    }

    private static string Objects(string store) => string.Join('\n', new[] { "objects", "staging", "removing" }
        .SelectMany(name => Directory.EnumerateFileSystemEntries(Path.Combine(store, "content", name), "*", SearchOption.AllDirectories))
        .Where(path => !Directory.Exists(path) || path.Contains("staging", StringComparison.Ordinal))
        .Select(path => Path.GetRelativePath(store, path)).Order(StringComparer.Ordinal));

    private void WriteProject(string store, int node) => _sandbox.WriteProject(
        $"""
          <PropertyGroup>
            <LayerKitStorePath>{store}</LayerKitStorePath>
            <IntermediateOutputPath>obj/{node}/</IntermediateOutputPath>
          </PropertyGroup>
          <ItemGroup><LayerImport Include="shared.tar;{node}.tar" /></ItemGroup>
        """,
        $"{node}.proj");

    private void WriteInputs(int round)
    {
        WriteTar("shared.tar", round, SharedFiles);
        for (int node = 0; node < Nodes; node++)
        {
            WriteTar($"{node}.tar", (100 * round) + node, 10);
        }
    }

    private void WriteTar(string name, int seed, int files)
    {
        Random content = new(seed);
        using var tar = new TarWriter(File.Create(_sandbox[name]));
        for (int file = 0; file < files; file++)
        {
            byte[] bytes = new byte[content.Next(20000)];
            content.NextBytes(bytes);
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{seed}-{file}") { DataStream = new MemoryStream(bytes) });
        }
    }

    private async Task<BuildOutcome?> BuiltAsync(int node) => await _sandbox.DotnetAsync("msbuild", $"{node}.proj", "-nologo");

    /// <summary>Kills a build after so many changes in the store, by whichever build they were made; null, or what it said when it was faster.</summary>
    private async Task<BuildOutcome?> KilledAsync(int node)
    {
        int changes;
        lock (_random)
        {
            changes = _random.Next(1, 600);
        }

        TaskCompletionSource enough = new();
        using FileSystemWatcher watcher = new(Directory.CreateDirectory(_sandbox.Store).FullName) { IncludeSubdirectories = true };
        watcher.Created += (_, _) =>
        {
            if (Interlocked.Decrement(ref changes) == 0)
            {
                enough.TrySetResult();
            }
        };
        watcher.EnableRaisingEvents = true;
        using Process process = _sandbox.Start("dotnet", "msbuild", $"{node}.proj", "-nologo");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (await Task.WhenAny(enough.Task, process.WaitForExitAsync()) == enough.Task)
        {
            process.Kill(entireProcessTree: true);
            return null;
        }

        return new BuildOutcome(process.ExitCode, await output, _sandbox.Directory);
    }
}
