using System.Text;
using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Btrfs;

/// <summary>A directory that is open for as long as this lives.</summary>
internal readonly struct OpenDirectory(string path) : IDisposable
{
    public int Handle { get; } = NativeException.Check(
        Fcntl.OpenAt(Libc.CurrentDirectory, Encoding.UTF8.GetBytes(path), Fcntl.ReadOnly | Fcntl.Directory | Fcntl.NoFollow), "openat", Encoding.UTF8.GetBytes(path));

    public void Dispose() => Unistd.Close(Handle);
}
