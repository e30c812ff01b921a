using System.Globalization;
using LayerKit.Identity;

namespace LayerKit.Stress.Worker;

/// <summary>A process of its own on a root that others use too. Ends with 0 when its input ends, with 1 and a report when something is wrong.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        StoreChoice choice = new(arguments[1], arguments[2], arguments[3]);
        try
        {
            await (arguments[0] switch
            {
                "work" => WorkAsync(choice, arguments[4], Number(arguments[5]), Number(arguments[6])),
                "import" => ImportAsync(choice, arguments[4]),
                "mount" => MountAsync(choice, arguments[4], Number(arguments[5])),
                "hold" => HoldAsync(choice, ChainId.Parse(arguments[4]), Number(arguments[5])),
                _ => throw new ArgumentException($"no such mode: {arguments[0]}"),
            });
            return 0;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync(e.ToString());
            return 1;
        }
    }

    /// <summary>Random operations on several threads, until the input ends.</summary>
    private static async Task WorkAsync(StoreChoice choice, string pool, int seed, int threads)
    {
        await using SharedStore shared = new(choice);
        await shared.ReopenAsync();
        using CancellationTokenSource end = new();
        Task[] workers = [.. Enumerable.Range(0, threads).Select(thread => Task.Run(() => new Worker(shared, pool, (seed * 1000) + thread).RunAsync(end.Token)))];
        Task failure = await Task.WhenAny(Console.In.ReadToEndAsync(), Task.WhenAll(workers), Task.WhenAny(workers).Unwrap());
        await failure;
        await end.CancelAsync();
        await Task.WhenAll(workers);
    }

    /// <summary>Says that it is ready, waits for a line, and registers a file.</summary>
    private static async Task ImportAsync(StoreChoice choice, string file)
    {
        // What is measured is imports, not the compiler: its work is done on a root of this process's own.
        await using (LayerStore warm = await (choice with { Root = $"{choice.Root}-{Environment.ProcessId}" }).OpenAsync())
        {
            await warm.ReleaseAsync(await warm.RegisterAsync(new MemoryStream(TarPool.Tars[0])));
        }

        await using LayerStore store = await choice.OpenAsync();
        await Console.Out.WriteLineAsync("ready");
        await Console.In.ReadLineAsync();
        await using FileStream tar = File.OpenRead(file);
        await using Layer layer = await store.RegisterAsync(tar);
        await Console.Out.WriteLineAsync(layer.ChainId.ToString());
    }

    /// <summary>Holds a layer, takes further handles on it and gives them back, and says how long one took in nanoseconds.</summary>
    private static async Task HoldAsync(StoreChoice choice, ChainId chainId, int times)
    {
        await using LayerStore store = await choice.OpenAsync();
        await using Layer held = store.Get(chainId);
        long started = TimeProvider.System.GetTimestamp();
        GetAndDispose(store, chainId, times);
        double nanoseconds = TimeProvider.System.GetElapsedTime(started).TotalNanoseconds / times;
        await Console.Out.WriteLineAsync(nanoseconds.ToString("F0", CultureInfo.InvariantCulture));
    }

    /// <summary>Says that it is ready, waits for a line, and mounts an RW layer again and again; while it is mounted its files are there.</summary>
    private static async Task MountAsync(StoreChoice choice, string name, int times)
    {
        await using LayerStore store = await choice.OpenAsync();
        await using RWLayer layer = store.GetRWLayer(name);
        await Console.Out.WriteLineAsync("ready");
        await Console.In.ReadLineAsync();
        for (int i = 0; i < times; i++)
        {
            using Mount mount = layer.Mount();
            await File.WriteAllTextAsync(Path.Combine(mount.Path, $"written-{Environment.ProcessId}"), $"{i}");
            if (!File.Exists(Path.Combine(mount.Path, "lower")))
            {
                throw new InvalidOperationException($"the mount was lost in round {i}");
            }
        }
    }

    private static void GetAndDispose(LayerStore store, ChainId chainId, int times)
    {
        for (int i = 0; i < times; i++)
        {
            store.Get(chainId).Dispose();
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
