using LayerKit.Linux;
using Microsoft.Win32.SafeHandles;

namespace LayerKit.Sessions;

/// <summary>Locks between all threads of all processes that have a root open, one for each of 256 classes of keys.</summary>
/// <remarks>A thread takes the process's own lock first, so that at most one thread of a process stands in the kernel for a stripe: one descriptor serves them all.</remarks>
internal sealed class Stripes : IDisposable
{
    private const int Count = 256;

    private readonly SafeFileHandle _file;
    private readonly Lock[] _own = [.. Enumerable.Range(0, Count).Select(_ => new Lock())];

    public Stripes(string path) =>
        _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Runs with the stripe of a key locked against removal: others may do the same.</summary>
    public T Shared<T>(HoldKey key, Func<T> action) => Run(key, shared: true, action);

    /// <summary>Runs with the stripe of a key to itself.</summary>
    public T Exclusive<T>(HoldKey key, Func<T> action) => Run(key, shared: false, action);

    /// <summary>Runs with the stripes of two keys to itself, taken in their order, so that two who need the same two never wait for each other.</summary>
    public T Exclusive<T>(HoldKey one, HoldKey other, Func<T> action)
    {
        if (one.Stripe == other.Stripe)
        {
            return Exclusive(one, action);
        }

        (HoldKey first, HoldKey second) = one.Stripe < other.Stripe ? (one, other) : (other, one);
        return Exclusive(first, () => Exclusive(second, action));
    }

    public void Dispose() => _file.Dispose();

    private T Run<T>(HoldKey key, bool shared, Func<T> action)
    {
        int stripe = key.Stripe;
        if (_own[stripe].IsHeldByCurrentThread)
        {
            throw new InvalidOperationException("a thread that has a stripe asked for it again; it would be unlocked too early");
        }

        lock (_own[stripe])
        {
            Lock(stripe, shared);
            try
            {
                return action();
            }
            finally
            {
                Unlock(stripe);
            }
        }
    }

    private void Lock(int stripe, bool shared)
    {
        if (FileLocks.IsSupported)
        {
            FileLocks.Take(_file, stripe, shared);
        }
    }

    private void Unlock(int stripe)
    {
        if (FileLocks.IsSupported)
        {
            FileLocks.Return(_file, stripe);
        }
    }
}
