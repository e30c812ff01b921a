using System.Globalization;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using LayerKit.Identity;

namespace LayerKit.Benchmarks.Opening;

/// <summary>Opening a root in Docker's layout with 5,000 layers, beside loading every record one after the other, as Docker does when it starts.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 3, iterationCount: 20)]
public class DockerOpenBenchmarks : IDisposable
{
    private FilledRoot? _root;

    [GlobalSetup]
    public void Fill() => _root = new FilledRoot("docker", layers: 5000);

    [GlobalCleanup]
    public void Dispose()
    {
        _root!.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public int LoadEveryRecord()
    {
        Dictionary<string, (ChainId? Parent, DiffId DiffId, long Size, string CacheId)> layers = [];
        foreach (string record in Directory.EnumerateDirectories(Path.Combine(_root!.Path, "image", "vfs", "layerdb", "sha256")))
        {
            string parent = Path.Combine(record, "parent");
            layers.Add(record, (
                File.Exists(parent) ? ChainId.Parse(File.ReadAllText(parent)) : null,
                DiffId.Parse(File.ReadAllText(Path.Combine(record, "diff"))),
                long.Parse(File.ReadAllText(Path.Combine(record, "size")), CultureInfo.InvariantCulture),
                File.ReadAllText(Path.Combine(record, "cache-id"))));
        }

        return layers.Count;
    }

    [Benchmark]
    public int OpenAndCount() => _root!.Open();
}
