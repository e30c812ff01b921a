namespace LayerKit.Tests;

/// <summary>A clock whose timers fire when the test says so.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];

    /// <summary>How long the timers that are set have to wait.</summary>
    public IReadOnlyList<TimeSpan> Pending
    {
        get
        {
            lock (_timers)
            {
                return [.. _timers.Where(timer => timer.Due != Timeout.InfiniteTimeSpan).Select(timer => timer.Due)];
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(() => callback(state)) { Due = dueTime };
        lock (_timers)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    /// <summary>Fires every timer that is set, once.</summary>
    public void Fire()
    {
        lock (_timers)
        {
            foreach (ManualTimer timer in _timers.Where(timer => timer.Due != Timeout.InfiniteTimeSpan))
            {
                timer.Due = Timeout.InfiniteTimeSpan;
                timer.Callback();
            }
        }
    }

    private sealed class ManualTimer(Action callback) : ITimer
    {
        public Action Callback => callback;

        public TimeSpan Due { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime;
            return true;
        }

        public void Dispose() => Due = Timeout.InfiniteTimeSpan;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
