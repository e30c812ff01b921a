using System.Text;
using LayerKit.Drivers.Linux;
using Microsoft.Win32.SafeHandles;

namespace LayerKit.Drivers.Content;

/// <summary>The lock of a root, between threads as between processes; the system drops it with the process that has it.</summary>
/// <remarks>It is held for one rename when a layer's claim appears, and for a few dozen when objects without a claim are taken out; never while content is read or written.</remarks>
internal sealed class ClaimLock(string file)
{
    private const int OwnerOnly = 0x180;

    /// <summary>Waits for the lock. Disposing what this returns gives it back.</summary>
    public ClaimLockHold Take() => new(OperatingSystem.IsLinux() ? TakeOnLinux() : TakeElsewhere());

    private SafeFileHandle TakeOnLinux()
    {
        // Not by File.OpenHandle, which takes a shared flock of its own.
        byte[] path = Encoding.UTF8.GetBytes(file);
        int opened = NativeException.Check(Fcntl.OpenAt(Libc.CurrentDirectory, path, Fcntl.ReadWrite | Fcntl.Create, OwnerOnly), "openat", path);
        SafeFileHandle handle = new(opened, ownsHandle: true);
        try
        {
            NativeException.Check(SysFile.Lock(opened), "flock", path);
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    // .NET knows no lock to wait for that works between processes everywhere; one that is held for microseconds is worth trying again for.
    private SafeFileHandle TakeElsewhere()
    {
        while (true)
        {
            try
            {
                return File.OpenHandle(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file))
            {
                Thread.Sleep(1);
            }
        }
    }
}
