namespace LayerKit;

/// <summary>Decides between a cancel and a commit: whichever comes first wins, and the other has no effect.</summary>
internal sealed class CancelPoint(CancellationTokenSource source)
{
    private const int Running = 0;
    private const int Committing = 1;
    private const int IsCancelled = 2;

    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state = Running;

    /// <summary>Tells the work that it was cancelled.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Completes when a cancel has won.</summary>
    public Task Cancelled => _cancelled.Task;

    /// <summary>Cancels, unless the commit has begun.</summary>
    public void Cancel()
    {
        if (Interlocked.CompareExchange(ref _state, IsCancelled, Running) == Running)
        {
            _cancelled.SetResult();
            source.Cancel();
        }
    }

    /// <summary>Says that the work is done, committed or not; from here on a cancel has no effect.</summary>
    /// <exception cref="OperationCanceledException">A cancel was first.</exception>
    public void Finish()
    {
        if (Volatile.Read(ref _state) != Committing)
        {
            BeginCommit();
        }
    }

    /// <summary>Begins the commit; from here on a cancel has no effect.</summary>
    /// <exception cref="OperationCanceledException">A cancel was first.</exception>
    public void BeginCommit()
    {
        if (Interlocked.CompareExchange(ref _state, Committing, Running) != Running)
        {
            throw new OperationCanceledException(source.Token);
        }
    }
}
