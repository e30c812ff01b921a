namespace LayerKit;

/// <summary>Runs the work of a store, most of it on threads of its own, cancels it at once, and ends when all of it has ended.</summary>
/// <param name="failed">Told what work threw that nobody waited for any more.</param>
internal sealed class StoreWork(Action<Exception> failed)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _isClosed;

    /// <summary>Lets nothing begin any more, and completes when nothing runs any more, abandoned work included.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
            EndIfIdle();
        }

        return _idle.Task;
    }

    /// <summary>Runs short work on the caller's thread.</summary>
    /// <exception cref="ObjectDisposedException">The store was closed.</exception>
    public T Run<T>(Func<T> work)
    {
        Enter();
        try
        {
            return work();
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Runs work that cannot be cancelled.</summary>
    /// <exception cref="ObjectDisposedException">The store was closed.</exception>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        Enter();
        return Start(work);
    }

    /// <summary>Runs work that goes on to its end when it is cancelled: the caller is let go at once.</summary>
    /// <exception cref="ObjectDisposedException">The store was closed.</exception>
    public async Task<T> RunToEndAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Enter();
        Task<T> task = Start(work);
        try
        {
            return await task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!task.IsCompleted)
        {
            _ = task.ContinueWith(
                abandoned => failed(abandoned.Exception!.InnerException!), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>Runs work that can be cancelled until it says that it commits, or is done.</summary>
    /// <remarks>A cancel completes the returned task at once; the work is told, undoes what it did, and is waited for by <see cref="CloseAsync"/> alone.</remarks>
    /// <exception cref="ObjectDisposedException">The store was closed.</exception>
    public async Task<T> RunAsync<T>(Func<CancelPoint, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Never disposed: abandoned work may still look at its token, and without a timer there is nothing to free.
        CancelPoint point = new(new CancellationTokenSource());
        Enter();
        Task<T> task = Start(() => Finish(work(point), point));
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

    /// <summary>Hands a result over, unless a cancel was first and nobody waits for it any more.</summary>
    private static T Finish<T>(T result, CancelPoint point)
    {
        try
        {
            point.Finish();
            return result;
        }
        catch (OperationCanceledException)
        {
            (result as IDisposable)?.Dispose();
            throw;
        }
    }

    /// <summary>Starts work that has entered.</summary>
    private Task<T> Start<T>(Func<T> work)
    {
        T RunAndLeave()
        {
            try
            {
                return work();
            }
            finally
            {
                Leave();
            }
        }

        return Task.Factory.StartNew(RunAndLeave, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Enter()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(LayerStore));
            _running++;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _running--;
            EndIfIdle();
        }
    }

    private void EndIfIdle()
    {
        if (_isClosed && _running == 0)
        {
            _idle.TrySetResult();
        }
    }
}
