using System.Collections.Concurrent;

namespace LayerKit.References;

/// <summary>Watches the handles of one owner, such as a store: counts those alive, and returns the references of those that leaked.</summary>
/// <param name="leaked">Told about each leak, on a thread of the pool; null for nobody.</param>
public sealed class HandleTracker(Action<HandleLeak>? leaked = null) : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<(RefCounter Counter, HandleLeak? Leak)> _reclaimed = new();
    private readonly Lock _reaping = new();
    private int _live;
    private int _isReaping;

    /// <summary>Handles that were made and not given back, as far as <see cref="LeakDetection.Level"/> had them counted.</summary>
    public int Live => Volatile.Read(ref _live);

    /// <summary>Returns what was collected so far, and waits for what the pool is returning. An owner calls it when it closes.</summary>
    public void Reap()
    {
        lock (_reaping)
        {
            while (_reclaimed.TryDequeue(out (RefCounter Counter, HandleLeak? Leak) item))
            {
                if (item.Leak is not null)
                {
                    HandleMetrics.Leaked(item.Leak);
                    leaked?.Invoke(item.Leak);
                }

                item.Counter.Release();
            }
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        // The flag falls first: what is queued from here on either is seen below or starts another round.
        Volatile.Write(ref _isReaping, 0);
        Reap();
    }

    internal void Opened(RefCountedHandle handle)
    {
        Interlocked.Increment(ref _live);
        HandleMetrics.Opened(handle);
    }

    internal void Closed(RefCountedHandle handle)
    {
        Interlocked.Decrement(ref _live);
        HandleMetrics.Closed(handle);
    }

    /// <summary>Takes the reference of a collected handle. Called on the finalizer thread, so it only queues.</summary>
    internal void Reclaim(RefCounter counter, HandleLeak? leak)
    {
        if (leak is not null)
        {
            Interlocked.Decrement(ref _live);
        }

        _reclaimed.Enqueue((counter, leak));
        if (Interlocked.Exchange(ref _isReaping, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
