using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Tree;

/// <summary>A directory that <see cref="DirectoryCache"/> holds open.</summary>
internal sealed class CachedDirectory
{
    private byte[] _key = [];
    private int _keyLength;
    private bool _isCurrent;
    private byte[]? _canonical;

    /// <summary>The open directory, or -1.</summary>
    public int Handle { get; private set; } = -1;

    /// <summary>How it was when it was opened.</summary>
    public FileStatus Status { get; private set; }

    /// <summary>True when what is made in it inherits an access control list, which no entry asked for.</summary>
    public bool HasDefaultAcl { get; private set; }

    /// <summary>When it was last asked for, as a count.</summary>
    public long LastUse { get; set; }

    /// <summary>Its path without symbolic links in it.</summary>
    public ReadOnlySpan<byte> Path => _canonical ?? _key.AsSpan(0, _keyLength);

    public bool Matches(ReadOnlySpan<byte> path) => _isCurrent && path.Length == _keyLength && path.SequenceEqual(_key.AsSpan(0, _keyLength));

    /// <summary>No path matches any more; the handle stays open for whoever is at work with it.</summary>
    public void Forget() => _isCurrent = false;

    public void Refill(ReadOnlySpan<byte> path, int handle, byte[]? canonical)
    {
        Close();
        if (_key.Length < path.Length)
        {
            _key = new byte[Math.Max(path.Length, 2 * _key.Length)];
        }

        path.CopyTo(_key);
        _keyLength = path.Length;
        _canonical = canonical;
        Handle = handle;
        _isCurrent = true;
        Refresh();
    }

    public void Refresh()
    {
        NativeException.Check(SysStat.Status(Handle, out FileStatus status), "statx", Path);
        Status = status;
        HasDefaultAcl = SysXattr.Get(Handle, NodeMetadata.DefaultAcl, default) > 0;
    }

    public void Close()
    {
        if (Handle >= 0)
        {
            Unistd.Close(Handle);
        }

        Handle = -1;
        _isCurrent = false;
    }
}
