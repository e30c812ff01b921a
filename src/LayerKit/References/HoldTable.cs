using System.Collections.Concurrent;

namespace LayerKit.References;

/// <summary>What this process holds, by key: as long as there is a reference, the next one is taken without a lock or a system call.</summary>
internal sealed class HoldTable<TKey, T>
    where TKey : notnull
    where T : class, ICountedResource
{
    private readonly ConcurrentDictionary<TKey, RefCell<T>> _cells = new();

    /// <summary>References of this process: handles, mounts, open streams, running operations.</summary>
    public int Count => _cells.Values.Sum(cell => cell.Count);

    /// <summary>Takes one more reference; null when there is none yet, or no more.</summary>
    public RefCell<T>? TryTake(TKey key) => _cells.TryGetValue(key, out RefCell<T>? cell) && cell.TryAddReference() ? cell : null;

    /// <summary>Adds what was just held, which the caller made under the lock that lets one thread do so.</summary>
    public RefCell<T> Add(TKey key, RefCell<T> cell)
    {
        _cells[key] = cell;
        return cell;
    }

    /// <summary>Takes out what nobody refers to any more, unless something new has taken its place.</summary>
    public void Remove(TKey key, T value)
    {
        if (_cells.TryGetValue(key, out RefCell<T>? cell) && cell.Value == value)
        {
            _cells.TryRemove(new KeyValuePair<TKey, RefCell<T>>(key, cell));
        }
    }
}
