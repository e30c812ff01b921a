using System.Diagnostics;

namespace LayerKit.MSBuild.Packages;

/// <summary>Builds that share a store while some of them are killed.</summary>
[Trait("Suite", "Long")]
public sealed class KilledBuildTests : IDisposable
{
    private const int Nodes = 8;
    private const int Kills = 24;
    private const int Files = 300;

    private static readonly TimeSpan BetweenKills = TimeSpan.FromMilliseconds(400);

    private readonly BuildSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Killed_builds_leave_no_lease_and_the_others_end_right()
    {
        for (int file = 0; file < Files; file++)
        {
            _sandbox.Write($"files/{file}", $"{file} {new string('x', file)}");
        }

        _sandbox.WriteTar("os.tar");
        for (int node = 0; node < Nodes; node++)
        {
            _sandbox.Write($"{node}/own/file", $"{node}");
            _sandbox.WriteProject(
                $"""<ItemGroup><LayerImport Include="../os.tar" /><LayerImport Include="../files" /><LayerImport Include="own" /><LayerExport Include="../out/{node}.tar" Layer="own" /></ItemGroup>""",
                $"{node}/app.proj");
        }

        await KillInALoopAsync();
        await Task.WhenAll(Enumerable.Range(0, Nodes).Select(async node => await EndAsync(Start(node))));

        Assert.Equal(Nodes, Directory.GetFiles(_sandbox["out"]).Length);
        await AssertAccountsAsync();
        await Task.WhenAll(Enumerable.Range(0, Nodes).Select(async node => await EndAsync(Start(node, "-target:LayerKitClean"))));
        await using LayerStore store = await _sandbox.OpenStoreAsync();
        Assert.Equal(default, store.Count());
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_sandbox.Store, "content", "layers")));
        Assert.Empty(Directory.GetFiles(Path.Combine(_sandbox.Store, "content", "objects"), "*", SearchOption.AllDirectories));
    }

    /// <summary>Runs all builds at once, over and over, and kills one of them every now and then.</summary>
    private async Task KillInALoopAsync()
    {
        Random random = new(1);
        List<Process> running = [.. Enumerable.Range(0, Nodes).Select(node => Start(node))];
        using PeriodicTimer timer = new(BetweenKills);
        for (int kill = 0; kill < Kills; kill++)
        {
            await timer.WaitForNextTickAsync();
            int node = random.Next(Nodes);
            running[node].Kill(entireProcessTree: true);
            await running[node].WaitForExitAsync();
            running[node].Dispose();
            running[node] = Start(node);
        }

        foreach (Process build in running)
        {
            await EndAsync(build);
        }
    }

    /// <summary>Each node keeps the top of its chain and nothing else, and every layer gives back its tar.</summary>
    private async Task AssertAccountsAsync()
    {
        await using LayerStore store = await _sandbox.OpenStoreAsync();
        Assert.Equal(new StoreCounts(Layers: Nodes + 2, RWLayers: 0, Pins: Nodes), store.Count());
        IReadOnlyList<LayerSummary> layers = store.Layers();
        Assert.Equal(0, layers.Sum(layer => layer.References.Handles));
        Assert.Empty(store.FindDamaged());
        foreach (LayerSummary summary in layers)
        {
            await using Layer layer = store.Get(summary.ChainId);
            await using Stream tar = layer.OpenTar();
            await tar.CopyToAsync(Stream.Null);
        }
    }

    private Process Start(int node, string target = "-target:Build")
    {
        ProcessStartInfo start = new("dotnet", ["msbuild", _sandbox[$"{node}/app.proj"], target, "-nologo", "-verbosity:quiet", "-nodeReuse:false"])
        {
            WorkingDirectory = _sandbox.Directory,
            RedirectStandardOutput = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        return Process.Start(start)!;
    }

    private static async Task EndAsync(Process build)
    {
        using (build)
        {
            string output = await build.StandardOutput.ReadToEndAsync();
            await build.WaitForExitAsync();
            Assert.True(build.ExitCode == 0, output);
        }
    }
}
