using BenchmarkDotNet.Attributes;
using LayerKit.References;

namespace LayerKit.Benchmarks.References;

/// <summary>Counting a reference, beside what .NET has for it.</summary>
[MemoryDiagnoser]
public class HandleBenchmarks : IDisposable
{
    private readonly Resource _resource = new();
    private readonly PlainSafeHandle _safe = new();
    private readonly RefCell<Resource> _cell;
    private readonly ResourceHandle _handle;

    public HandleBenchmarks()
    {
        _cell = new RefCell<Resource>(_resource, new HandleTracker());
        _handle = ResourceHandle.Adopt(_cell);
    }

    public void Dispose()
    {
        _safe.Dispose();
        _handle.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public void SafeHandleAddRefAndRelease()
    {
        bool added = false;
        _safe.DangerousAddRef(ref added);
        _safe.DangerousRelease();
    }

    [Benchmark]
    public void CellAddReferenceAndRelease()
    {
        _cell.TryAddReference();
        _cell.Release();
    }

    [Benchmark]
    public int ForwardedCall() => _handle.Read();

    [Benchmark]
    public string GuardedProperty() => _handle.Name;

    [Benchmark]
    public string RawProperty() => _resource.Name;

    [Benchmark]
    public bool SafeHandleNewAndDispose()
    {
        PlainSafeHandle handle = new();
        handle.Dispose();
        return handle.IsClosed == _safe.IsClosed;
    }

    [Benchmark]
    public void HandleCloneAndDispose() => _handle.Clone().Dispose();
}
