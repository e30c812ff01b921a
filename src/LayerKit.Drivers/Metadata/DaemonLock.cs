using LayerKit.Errors;

namespace LayerKit.Drivers.Metadata;

/// <summary>Keeps dockerd from a data root while LayerKit has it open: a share of the lock that dockerd takes on its database of volumes.</summary>
internal static class DaemonLock
{
    // EWOULDBLOCK of flock(2), which .NET uses for FileShare, and ERROR_SHARING_VIOLATION.
    private const int WouldBlock = 11;
    private const int WouldBlockMacOS = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

    /// <summary>Takes a share; null when Docker has never run on the root. The caller disposes it.</summary>
    /// <exception cref="DockerRunningException">dockerd has the lock: https://github.com/etcd-io/bbolt takes it exclusively for as long as the database is open.</exception>
    public static FileStream? Take(string root)
    {
        string path = Path.Combine(root, "volumes", "metadata.db");
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (IOException e) when (e.HResult is WouldBlock or WouldBlockMacOS or SharingViolation)
        {
            throw new DockerRunningException(root);
        }
    }
}
