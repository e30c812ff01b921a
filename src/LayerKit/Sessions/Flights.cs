using LayerKit.Linux;
using Microsoft.Win32.SafeHandles;

namespace LayerKit.Sessions;

/// <summary>Single flight: of several registers of one keyed layer, in one process or in several, one extracts and the others wait for it.</summary>
internal sealed class Flights(string layerKitDirectory)
{
    private static readonly TimeSpan ResultsLast = TimeSpan.FromMinutes(10);

    private readonly string _lockFile = Path.Combine(layerKitDirectory, "flights.lock");
    private readonly string _results = Path.Combine(layerKitDirectory, "flights");

    /// <summary>Takes off, after every flight of the same key has landed.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled; the lock is given back as soon as the kernel grants it.</exception>
    public Flight Board(FlightKey key, CancellationToken token)
    {
        // A descriptor of its own for each flight: so those of one process wait for each other too.
        SafeFileHandle file = File.OpenHandle(_lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        string result = Path.Combine(_results, key.Key.Digest.Hex);
        if (!FileLocks.IsSupported || FileLocks.TryTake(file, key.Offset))
        {
            return new Flight(file, result, hasWaited: false);
        }

        Wait(file, key.Offset, token);
        return new Flight(file, result, hasWaited: true);
    }

    /// <summary>Makes the lock file, and deletes what flights of long ago left for those that waited. The caller has the root's lock.</summary>
    public void Prepare(TimeProvider time)
    {
        Directory.CreateDirectory(_results);
        File.OpenHandle(_lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete).Dispose();
        foreach (string path in Directory.EnumerateFiles(_results))
        {
            if (time.GetUtcNow() - File.GetLastWriteTimeUtc(path) > ResultsLast)
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>Waits on a thread that can be left behind: a cancel does not have to reach into the kernel.</summary>
    private static void Wait(SafeFileHandle file, long offset, CancellationToken token)
    {
        TaskCompletionSource granted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread waiter = new(() =>
        {
            try
            {
                FileLocks.Take(file, offset, shared: false);
                if (!granted.TrySetResult())
                {
                    file.Dispose();
                }
            }
            catch (IOException e)
            {
                granted.TrySetException(e);
            }
        })
        { IsBackground = true, Name = "LayerKit wait" };
        waiter.Start();
        using (token.Register(() => granted.TrySetCanceled(token)))
        {
            granted.Task.GetAwaiter().GetResult();
        }
    }
}
