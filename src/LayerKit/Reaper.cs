namespace LayerKit;

/// <summary>Tries again what could not be removed, on a timer with growing pauses, until nothing is left or the store is closed.</summary>
/// <remarks>It sleeps unless something failed, so that a store at rest does nothing.</remarks>
internal sealed class Reaper : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Func<Task<bool>> _recover;
    private readonly ITimer _timer;
    private TimeSpan _pause = FirstPause;
    private bool _isAwake;
    private bool _isClosed;

    /// <summary>Starts asleep.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="recover">Removes what is left over; false when something still is.</param>
    public Reaper(TimeProvider time, Func<Task<bool>> recover)
    {
        _recover = recover;
        _timer = time.CreateTimer(_ => _ = RunAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Says that something could not be removed.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            if (!_isAwake && !_isClosed)
            {
                _isAwake = true;
                _pause = FirstPause;
                _timer.Change(_pause, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            _timer.Dispose();
        }
    }

    private async Task RunAsync()
    {
        bool isClean;
        try
        {
            isClean = await _recover().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The store was closed at this moment; the next open recovers.
            return;
        }

        lock (_gate)
        {
            _isAwake = !isClean && !_isClosed;
            if (_isAwake)
            {
                _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
                _timer.Change(_pause, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
