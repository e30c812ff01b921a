using System.Collections.Concurrent;

namespace LayerKit;

/// <summary>Runs the blocking work of a store on threads of its own, cancels it at once, and knows when all of it has ended.</summary>
internal sealed class StoreWork
{
    private readonly ConcurrentDictionary<Task, bool> _running = new();

    /// <summary>Completes when nothing that was started runs any more, abandoned work included.</summary>
    public Task Idle => Task.WhenAll(_running.Keys);

    /// <summary>Runs work that cannot be cancelled.</summary>
    public Task<T> RunAsync<T>(Func<T> work) => Track(Start(work));

    /// <summary>Runs work that can be cancelled until it says that it commits.</summary>
    /// <remarks>A cancel completes the returned task at once; the work is told, undoes what it did, and is waited for by <see cref="Idle"/> alone.</remarks>
    public async Task<T> RunAsync<T>(Func<CancelPoint, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Never disposed: abandoned work may still look at its token, and without a timer there is nothing to free.
        CancelPoint point = new(new CancellationTokenSource());
        Task<T> task = Track(Start(() => work(point)));
        await using (cancellationToken.Register(point.Cancel).ConfigureAwait(false))
        {
            Task first = await Task.WhenAny(task, point.Cancelled).ConfigureAwait(false);
            if (first != task)
            {
                throw new OperationCanceledException(cancellationToken);
            }

            return await task.ConfigureAwait(false);
        }
    }

    private static Task<T> Start<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private Task<T> Track<T>(Task<T> task)
    {
        Task settled = task.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _running.TryAdd(settled, true);
        settled.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }
}
