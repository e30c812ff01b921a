using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;

namespace LayerKit.Benchmarks.Opening;

/// <summary>Opening a sqlite root with 100,000 layers, beside an empty one.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 3, iterationCount: 20)]
[MemoryDiagnoser]
public class SqliteOpenBenchmarks : IDisposable
{
    private FilledRoot? _root;
    private FilledRoot? _empty;

    [GlobalSetup]
    public void Fill()
    {
        _empty = new FilledRoot("sqlite", layers: 0);
        _root = new FilledRoot("sqlite", layers: 100_000);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _empty!.Dispose();
        _root!.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public int OpenEmpty() => _empty!.Open();

    [Benchmark]
    public int OpenManyLayers() => _root!.Open();
}
