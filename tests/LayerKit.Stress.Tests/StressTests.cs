using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using LayerKit.Identity;
using LayerKit.Stress.Tests.Accounting;
using LayerKit.Stress.Tests.Processes;
using LayerKit.Stress.Worker;
using Xunit.Abstractions;

namespace LayerKit.Stress.Tests;

/// <summary>Many processes on one root, one of them killed each second: what is left has to add up. LAYERKIT_STRESS_SECONDS says for how long.</summary>
[Trait("Suite", "Long")]
public sealed class StressTests(ITestOutputHelper output)
{
    private const int DefaultSeconds = 15;
    internal const int LongRun = 60;
    private const int Kept = 3;

    internal static readonly int Seconds = int.Parse(Environment.GetEnvironmentVariable("LAYERKIT_STRESS_SECONDS") ?? $"{DefaultSeconds}", CultureInfo.InvariantCulture);
    private static readonly int Processes = Seconds >= LongRun ? 8 : 4;
    private static readonly int Threads = Seconds >= LongRun ? 16 : 4;

    [Theory]
    [InlineData("docker", "vfs")]
    [InlineData("sqlite", "vfs")]
    [InlineData("docker", "overlay2")]
    [InlineData("sqlite", "overlay2")]
    [InlineData("docker", "content")]
    [InlineData("sqlite", "content")]
    public async Task Killing_processes_at_random_leaves_a_root_that_adds_up(string metadata, string driver)
    {
        using TempRoot directory = new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);
        StoreChoice choice = new(directory["store"], metadata, driver);
        Directory.CreateDirectory(directory["pool"]);
        TarPool.WriteTo(directory["pool"]);
        ChainId[] kept = await KeepAsync(choice);

        await WorkAndKillAsync(choice, directory["pool"]);

        await using (LayerStore store = await choice.OpenAsync())
        {
            await store.RecoverAsync();
        }

        Accountant accountant = new(choice, TimeProvider.System.GetUtcNow());
        IReadOnlyList<string> findings = accountant.Audit();
        output.WriteLine(string.Join('\n', findings));
        Assert.Empty(findings);
        await using (LayerStore store = await choice.OpenAsync())
        {
            Assert.Empty(accountant.Compare(store.Layers()));
            Assert.Empty(store.FindDamaged());
            await ExportAllAsync(store, kept);
            output.WriteLine($"{accountant.Ledger.Layers.Count} layers, {accountant.Ledger.RWLayers.Count} RW layers, {accountant.Ledger.Pins.Count} pins left");
            await EmptyAsync(store);
        }

        Accountant last = new(choice, TimeProvider.System.GetUtcNow());
        Assert.Empty(last.Audit());
        Assert.Empty(last.Ledger.OwnedIds);
    }

    /// <summary>Registers a chain of layers with pins that nobody takes off.</summary>
    private static async Task<ChainId[]> KeepAsync(StoreChoice choice)
    {
        await using LayerStore store = await choice.OpenAsync();
        List<ChainId> kept = [];
        for (int i = 0; i < Kept; i++)
        {
            RegisterOptions options = new() { Parent = kept.Count > 0 ? kept[^1] : null, Pin = $"kept:{i}" };
            using Layer layer = await store.RegisterAsync(new MemoryStream(TarPool.Tars[i]), options);
            kept.Add(layer.ChainId);
        }

        return [.. kept];
    }

    private async Task WorkAndKillAsync(StoreChoice choice, string pool)
    {
        int seed = 0;
        int killed = 0;
        Random random = new(1);
        WorkerProcess[] workers = [.. Enumerable.Range(0, Processes).Select(_ => WorkerProcess.Start("work", choice, pool, seed++, Threads))];
        try
        {
            using PeriodicTimer timer = new(TimeSpan.FromSeconds(1));
            long started = Stopwatch.GetTimestamp();
            while (await timer.WaitForNextTickAsync() && Stopwatch.GetElapsedTime(started).TotalSeconds < Seconds && !workers.Any(worker => worker.HasExited))
            {
                int victim = random.Next(workers.Length);
                await workers[victim].KillAsync();
                workers[victim].Dispose();
                workers[victim] = WorkerProcess.Start("work", choice, pool, seed++, Threads);
                killed++;
            }

            string[] complaints = await Task.WhenAll(workers.Select(worker => worker.EndAsync()));
            output.WriteLine($"{killed} workers killed in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
            Assert.True(complaints.All(complaint => complaint.Length == 0), string.Concat(complaints));
        }
        finally
        {
            foreach (WorkerProcess worker in workers)
            {
                worker.Dispose();
            }
        }
    }

    /// <summary>Every layer exports what was registered, and those that were kept are among them.</summary>
    private static async Task ExportAllAsync(LayerStore store, ChainId[] kept)
    {
        IReadOnlyList<LayerSummary> layers = store.Layers();
        Assert.Empty(kept.Except(layers.Select(layer => layer.ChainId)));
        foreach (LayerSummary summary in layers)
        {
            using Layer layer = store.Get(summary.ChainId);
            await using Stream tar = layer.OpenTar();
            MemoryStream copy = new();
            await tar.CopyToAsync(copy);
            byte[] bytes = copy.ToArray();
            Assert.Equal(summary.DiffId.ToString(), "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes)));
            Assert.True(TarPool.Find(summary.DiffId) is not { } registered || bytes.AsSpan().SequenceEqual(registered), $"{summary.ChainId} has other bytes than were registered");
        }
    }

    /// <summary>Takes off all that keeps something; then nothing may be left.</summary>
    private static async Task EmptyAsync(LayerStore store)
    {
        foreach (string name in store.RWLayers())
        {
            await store.RemoveRWLayerAsync(name);
        }

        foreach (string pin in store.Pins().Select(pin => pin.Name))
        {
            await store.UnpinAsync(pin);
        }

        await store.PruneAsync(TimeSpan.Zero);
        Assert.Empty(store.Layers());
    }
}
