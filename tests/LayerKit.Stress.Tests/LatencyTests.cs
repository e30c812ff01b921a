using System.Diagnostics;
using System.Globalization;
using LayerKit.Identity;
using LayerKit.Stress.Tests.Processes;
using LayerKit.Stress.Worker;
using Xunit.Abstractions;

namespace LayerKit.Stress.Tests;

/// <summary>How long a call takes while something big goes on.</summary>
[Trait("Suite", "Long")]
public sealed class LatencyTests(ITestOutputHelper output)
{
    private const int ManyFiles = 60_000;
    private const int Alone = 200;

    // Who waits for the release gets no further than into the first round.
    private const int FewRounds = 5;

    private const int Iterations = 1_000_000;

    [Theory]
    [InlineData("docker")]
    [InlineData("sqlite")]
    public async Task Releasing_a_layer_of_many_files_does_not_hold_up_other_layers(string metadata)
    {
        using TempRoot directory = new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);
        await using LayerStore store = await new StoreChoice(directory["store"], metadata, "vfs").OpenAsync();
        Layer big = await store.RegisterAsync(new MemoryStream(TarPool.Make(ManyFiles, seed: 1)));
        ChainId other;
        await using (Layer small = await store.RegisterAsync(new MemoryStream(TarPool.Tars[0])))
        {
            other = small.ChainId;
        }

        (Histogram getAlone, Histogram registerAlone) = await MeasureAsync(store, other, rounds => rounds < Alone);
        Task<IReadOnlyList<ReleasedLayer>> release = store.ReleaseAsync(big);
        (Histogram get, Histogram register) = await MeasureAsync(store, other, _ => !release.IsCompleted);
        Assert.Single(await release);
        output.WriteLine($"{metadata} Get alone: {getAlone}\n{metadata} Get meanwhile: {get}\n{metadata} Register alone: {registerAlone}\n{metadata} Register meanwhile: {register}");
        Assert.InRange(get.Count, FewRounds, int.MaxValue);
        Assert.InRange(register.Count, FewRounds, int.MaxValue);
    }

    [Fact]
    public async Task Taking_a_layer_that_is_held_makes_no_system_call()
    {
        using TempRoot directory = new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);
        StoreChoice choice = new(directory["store"], "sqlite", "vfs");
        ChainId chainId;
        await using (LayerStore store = await choice.OpenAsync())
        {
            await using Layer layer = await store.RegisterAsync(new MemoryStream(TarPool.Tars[0]));
            chainId = layer.ChainId;
        }

        long once = await SystemCallsAsync(choice, chainId, 1, directory["once"]);
        long often = await SystemCallsAsync(choice, chainId, Iterations, directory["often"]);
        using WorkerProcess timed = WorkerProcess.Start("hold", choice, chainId, Iterations);
        output.WriteLine($"{once} system calls for 1 Get + Dispose, {often} for {Iterations}; one takes {await timed.ReadLineAsync()} ns");
        Assert.Equal("", await timed.EndAsync());

        // What remains is the garbage collector's and the compiler's.
        Assert.InRange(often - once, -Iterations / 100, Iterations / 100);
    }

    private static async Task<(Histogram Get, Histogram Register)> MeasureAsync(LayerStore store, ChainId other, Func<int, bool> goesOn)
    {
        Histogram get = new();
        Histogram register = new();
        for (int round = 0; goesOn(round); round++)
        {
            long started = Stopwatch.GetTimestamp();
            Layer held = store.Get(other);
            get.Add(Stopwatch.GetElapsedTime(started));
            held.Dispose();

            byte[] tar = TarPool.Make(1, seed: round + 2);
            started = Stopwatch.GetTimestamp();
            Layer registered = await store.RegisterAsync(new MemoryStream(tar));
            register.Add(Stopwatch.GetElapsedTime(started));
            await store.ReleaseAsync(registered);
        }

        return (get, register);
    }

    /// <summary>The sum of strace's table.</summary>
    private static async Task<long> SystemCallsAsync(StoreChoice choice, ChainId chainId, int times, string table)
    {
        using WorkerProcess worker = WorkerProcess.StartBelow(["strace", "-f", "-c", "-U", "calls,name", "-o", table], "hold", choice, chainId, times);
        await worker.ReadLineAsync();
        Assert.Equal("", await worker.EndAsync());
        string total = (await File.ReadAllLinesAsync(table)).Single(line => line.EndsWith(" total", StringComparison.Ordinal));
        return long.Parse(total.Trim().Split(' ')[0], CultureInfo.InvariantCulture);
    }
}
