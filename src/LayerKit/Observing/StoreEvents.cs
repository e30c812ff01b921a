using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace LayerKit.Observing;

/// <summary>Hands events to whoever watches. A watcher that does not keep up loses the oldest, never holds up the store.</summary>
internal sealed class StoreEvents(TimeProvider time)
{
    private const int Kept = 1024;

    private readonly Lock _gate = new();
    private readonly List<Channel<StoreEvent>> _watchers = [];
    private bool _ended;

    /// <summary>Tells all watchers.</summary>
    public void Tell(StoreEventKind kind, object id, long size)
    {
        lock (_gate)
        {
            if (_watchers.Count > 0)
            {
                StoreEvent happened = new(kind, id.ToString()!, size, time.GetUtcNow());
                _watchers.ForEach(watcher => watcher.Writer.TryWrite(happened));
            }
        }
    }

    /// <summary>Events from the first time the result is asked for one, until the store is closed or the token says so.</summary>
    public async IAsyncEnumerable<StoreEvent> WatchAsync([EnumeratorCancellation] CancellationToken token)
    {
        Channel<StoreEvent> watcher = Channel.CreateBounded<StoreEvent>(new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            if (_ended)
            {
                yield break;
            }

            _watchers.Add(watcher);
        }

        try
        {
            await foreach (StoreEvent happened in watcher.Reader.ReadAllAsync(token).ConfigureAwait(false))
            {
                yield return happened;
            }
        }
        finally
        {
            lock (_gate)
            {
                _watchers.Remove(watcher);
            }
        }
    }

    /// <summary>Ends all watches, after what was told so far.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            _watchers.ForEach(watcher => watcher.Writer.TryComplete());
        }
    }
}
