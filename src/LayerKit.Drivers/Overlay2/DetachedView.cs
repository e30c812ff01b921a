using LayerKit.Drivers.Linux;
using LayerKit.Drivers.Tree;

namespace LayerKit.Drivers.Overlay2;

/// <summary>A mount that is attached nowhere: nobody else sees it, and it ends with this object or with the process.</summary>
internal sealed class DetachedView(int mount) : IDisposable
{
    private int _root = -1;
    private bool _isDisposed;

    /// <summary>The mount itself, which knows its path only.</summary>
    public int Mount => mount;

    /// <summary>Its root, open for reading.</summary>
    public int Root => _root >= 0 ? _root : _root = Open();

    /// <summary>An absolute path to its root, for this process alone.</summary>
    public byte[] Path => ProcPath.Of(mount);

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Unistd.Close(_root);
            Unistd.Close(mount);
        }
    }

    private int Open() => NativeException.Check(Fcntl.OpenAt(mount, "."u8, Fcntl.ReadOnly | Fcntl.Directory), "openat", Path);
}
