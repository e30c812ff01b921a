namespace LayerKit.References;

/// <summary>Counts references to something, starting with one, and frees it exactly once.</summary>
/// <remarks>
/// Invariant: the count sticks once it is dead. Taking a reference is a single fetch-and-add that counts only when the result is positive; giving one back is a single
/// fetch-and-subtract, and of those who see zero the one that turns it into dead frees. A reference taken in between revives it, which is fine: nothing was freed.
/// </remarks>
public abstract class RefCounter
{
    // Far enough from both ends for a billion late arrivals.
    private const int Dead = int.MinValue / 2;

    private int _count = 1;

    private protected RefCounter(HandleTracker tracker)
    {
        ArgumentNullException.ThrowIfNull(tracker);
        Tracker = tracker;
    }

    /// <summary>How many references there are at the moment.</summary>
    public int Count => Math.Max(Volatile.Read(ref _count), 0);

    internal HandleTracker Tracker { get; }

    /// <summary>Takes a reference; false when everything was freed already.</summary>
    public bool TryAddReference() => Interlocked.Increment(ref _count) > 0;

    /// <summary>Gives a reference back, and frees when it was the last.</summary>
    /// <exception cref="InvalidOperationException">More references were given back than taken.</exception>
    public void Release()
    {
        if (IsLast())
        {
            Free();
        }
    }

    /// <summary>Gives a reference back, and when it was the last completes after everything was freed.</summary>
    /// <exception cref="InvalidOperationException">More references were given back than taken.</exception>
    public ValueTask ReleaseAsync() => IsLast() ? FreeAsync() : default;

    private protected abstract void Free();

    private protected abstract ValueTask FreeAsync();

    private bool IsLast()
    {
        int left = Interlocked.Decrement(ref _count);
        return left >= 0
            ? left == 0 && Interlocked.CompareExchange(ref _count, Dead, 0) == 0
            : throw new InvalidOperationException("a reference was given back that nobody held: each reference is given back once");
    }
}
