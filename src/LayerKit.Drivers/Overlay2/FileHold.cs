using System.Text;
using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Overlay2;

/// <summary>Has a lock file for itself until it is disposed or the process ends.</summary>
internal sealed class FileHold : IDisposable
{
    /// <summary>Lock files are their owner's.</summary>
    public const int Mode = 0x180;

    private readonly int _file;

    private FileHold(int file) => _file = file;

    /// <summary>Waits for a lock file and takes it; null when its directory is not there.</summary>
    public static FileHold? TryTake(string path)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(path);
        int file = Fcntl.OpenAt(Libc.CurrentDirectory, bytes, Fcntl.ReadWrite | Fcntl.Create, Mode);
        if (file == -Errno.ENOENT)
        {
            return null;
        }

        NativeException.Check(file, "open", bytes);
        int result = SysFile.Lock(file);
        if (result < 0)
        {
            Unistd.Close(file);
        }

        NativeException.Check(result, "flock", bytes);
        return new FileHold(file);
    }

    public void Dispose() => Unistd.Close(_file);
}
