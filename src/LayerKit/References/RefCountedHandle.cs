using System.Diagnostics;

namespace LayerKit.References;

/// <summary>One reference to a counted resource, given back once. Derived classes are generated from <see cref="RefCountedHandleAttribute"/>.</summary>
/// <remarks>
/// Invariant: a handle gives its reference back at most once, by whoever sets its flag first. A handle that nobody gave back is reported when it is collected, and its
/// reference is returned by the tracker on a thread of the pool, because freeing may do I/O and the finalizer thread must not.
/// </remarks>
public abstract class RefCountedHandle : IDisposable, IAsyncDisposable
{
    private readonly RefCounter _counter;
    private readonly long _born;
    private readonly StackTrace? _origin;
    private int _givenBack;

    /// <summary>Takes over a reference that the caller holds.</summary>
    protected RefCountedHandle(RefCounter held)
    {
        ArgumentNullException.ThrowIfNull(held);
        _counter = held;
        if (LeakDetection.IsSupported && LeakDetection.Level != LeakLevel.Off)
        {
            _born = Environment.TickCount64;
            _origin = LeakDetection.Capture();
            held.Tracker.Opened(this);
        }
    }

    /// <summary>Reports the handle and has its reference returned; runs only when nobody disposed it.</summary>
    ~RefCountedHandle()
    {
        // A constructor that threw leaves an object without a counter.
        if (_counter is not null && Interlocked.Exchange(ref _givenBack, 1) == 0)
        {
            _counter.Tracker.Reclaim(_counter, _born == 0 ? null : Report());
        }
    }

    /// <summary>True once the reference was given back or taken out.</summary>
    internal bool IsGivenBack => Volatile.Read(ref _givenBack) != 0;

    /// <summary>Gives the reference back; a second time does nothing.</summary>
    public void Dispose()
    {
        if (TryTake())
        {
            _counter.Release();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the reference back and completes when whatever that frees is freed; a second time does nothing.</summary>
    public ValueTask DisposeAsync()
    {
        ValueTask released = TryTake() ? _counter.ReleaseAsync() : default;
        GC.SuppressFinalize(this);
        return released;
    }

    /// <summary>Takes the reference out of the handle, so that the caller has it; false when it was given back or taken before, which is counted as a double release.</summary>
    protected bool TryDetach()
    {
        bool taken = TryTake();
        if (!taken)
        {
            HandleMetrics.ReleasedTwice(this);
        }

        return taken;
    }

    /// <summary>The resource, after a check that the handle still has its reference. The caller keeps the handle alive until it is done.</summary>
    /// <exception cref="ObjectDisposedException">The reference was given back.</exception>
    protected T Guard<T>(RefCell<T> cell)
        where T : class, ICountedResource
    {
        ObjectDisposedException.ThrowIf(IsGivenBack, this);
        return cell.Value;
    }

    /// <summary>Takes another reference, which the caller gives back.</summary>
    /// <exception cref="ObjectDisposedException">The reference was given back.</exception>
    protected RefCell<T> Hold<T>(RefCell<T> cell)
        where T : class, ICountedResource
    {
        ObjectDisposedException.ThrowIf(IsGivenBack || !cell.TryAddReference(), this);
        GC.KeepAlive(this);
        return cell;
    }

    /// <summary>Takes another reference for the length of a call.</summary>
    /// <exception cref="ObjectDisposedException">The reference was given back.</exception>
    protected Lease<T> Borrow<T>(RefCell<T> cell)
        where T : class, ICountedResource => new(Hold(cell));

    private bool TryTake()
    {
        if (Interlocked.Exchange(ref _givenBack, 1) != 0)
        {
            return false;
        }

        if (LeakDetection.IsSupported && _born != 0)
        {
            _counter.Tracker.Closed(this);
        }

        return true;
    }

    private HandleLeak Report() =>
        new(GetType().Name, _counter.ToString()!, TimeSpan.FromMilliseconds(Environment.TickCount64 - _born), _origin);
}
