using LayerKit.Errors;

namespace LayerKit.Opening;

/// <summary>The one exclusive lock on a root: a file that is open without sharing, which the kernel closes with the process.</summary>
internal sealed class RootLock : IDisposable
{
    // EWOULDBLOCK of flock, which .NET takes for FileShare.None, and ERROR_SHARING_VIOLATION.
    private const int WouldBlock = 11;
    private const int WouldBlockMacOS = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _file;

    private RootLock(FileStream file) => _file = file;

    /// <summary>Waits until nobody else has the root open.</summary>
    /// <exception cref="StoreLockedException">Somebody still had after the time-out.</exception>
    public static async Task<RootLock> AcquireAsync(LayerStoreOptions options, CancellationToken token)
    {
        string path = Path.Combine(options.Root, "layerkit", "lock");
        long started = options.Time.GetTimestamp();
        TimeSpan pause = TimeSpan.FromMilliseconds(5);
        while (true)
        {
            if (TryOpen(path) is { } file)
            {
                return new RootLock(file);
            }

            TimeSpan waited = options.Time.GetElapsedTime(started);
            if (waited >= options.LockTimeout)
            {
                throw new StoreLockedException(options.Root, waited);
            }

            await Task.Delay(pause, options.Time, token).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult is WouldBlock or WouldBlockMacOS or SharingViolation)
        {
            return null;
        }
    }
}
