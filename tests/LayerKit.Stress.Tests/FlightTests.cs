using System.Collections.Concurrent;
using System.Diagnostics;
using LayerKit.Stress.Tests.Processes;
using LayerKit.Stress.Worker;
using Xunit.Abstractions;

namespace LayerKit.Stress.Tests;

/// <summary>Single flight over processes: what several import at once is extracted once.</summary>
[Trait("Suite", "Long")]
public sealed class FlightTests(ITestOutputHelper output)
{
    private const int Importers = 4;
    private const int Files = 20_000;
    private const string Marker = "end-of-count";

    [Theory]
    [InlineData("docker")]
    [InlineData("sqlite")]
    public async Task Four_processes_that_import_one_file_extract_it_once(string metadata)
    {
        using TempRoot directory = new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);
        await File.WriteAllBytesAsync(directory["layer.tar"], TarPool.Make(Files, seed: 1));
        TimeSpan alone = (await ImportAsync(new StoreChoice(directory["one"], metadata, "vfs"), directory["layer.tar"], 1)).Took;
        (TimeSpan together, int extractions) = await ImportAsync(new StoreChoice(directory["four"], metadata, "vfs"), directory["layer.tar"], Importers);
        output.WriteLine($"{metadata}: one {alone.TotalMilliseconds:F0} ms, four {together.TotalMilliseconds:F0} ms, ratio {together / alone:F2}, {extractions} extraction(s)");
        Assert.Equal(1, extractions);
    }

    private static async Task<(TimeSpan Took, int Extractions)> ImportAsync(StoreChoice choice, string file, int importers)
    {
        await using (await choice.OpenAsync())
        {
            // Makes the root, so that its directories can be watched.
        }

        string staging = Path.Combine(choice.Root, "vfs", "layerkit", "staging");
        ConcurrentBag<string> made = [];
        TaskCompletionSource counted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using FileSystemWatcher watcher = new(staging) { NotifyFilter = NotifyFilters.DirectoryName };
        watcher.Created += (_, change) => Count(change.Name!, made, counted);
        watcher.EnableRaisingEvents = true;
        WorkerProcess[] workers = [.. Enumerable.Range(0, importers).Select(_ => WorkerProcess.Start("import", choice, file))];
        string?[] ready = await Task.WhenAll(workers.Select(worker => worker.ReadLineAsync()));
        Assert.All(ready, line => Assert.Equal("ready", line));
        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(workers.Select(worker => worker.WriteLineAsync()));
        string?[] layers = await Task.WhenAll(workers.Select(worker => worker.ReadLineAsync()));
        TimeSpan took = Stopwatch.GetElapsedTime(started);
        Assert.Single(layers.Distinct());
        Assert.Equal("", string.Concat(await Task.WhenAll(workers.Select(worker => worker.EndAsync()))));
        Array.ForEach(workers, worker => worker.Dispose());

        // Events come in order, so this one is the last.
        Directory.CreateDirectory(Path.Combine(staging, Marker));
        await counted.Task;
        return (took, made.Count);
    }

    private static void Count(string name, ConcurrentBag<string> made, TaskCompletionSource counted)
    {
        if (name == Marker)
        {
            counted.SetResult();
        }
        else
        {
            made.Add(name);
        }
    }
}
