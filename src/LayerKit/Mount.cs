using LayerKit.Errors;

namespace LayerKit;

/// <summary>A mounted RW layer, or a read-only view of a layer. Disposing unmounts, unless the mount was made to last; the files stay in the RW layer.</summary>
public sealed class Mount : IDisposable
{
    private readonly string _name;
    private Action? _unmount;

    internal Mount(string path, string name, Action unmount)
    {
        Path = path;
        _name = name;
        _unmount = unmount;
    }

    /// <summary>Absolute path of the merged tree. Not to be used after the mount has ended.</summary>
    public string Path { get; }

    /// <summary>Ends the mount.</summary>
    /// <exception cref="NotMountedException">It has ended before.</exception>
    /// <exception cref="DriverException">The driver cannot unmount; the mount has not ended.</exception>
    public void Unmount()
    {
        if (!TryEnd())
        {
            throw new NotMountedException(_name);
        }
    }

    /// <summary>Ends the mount; again does nothing.</summary>
    public void Dispose() => TryEnd();

    private bool TryEnd()
    {
        Action? unmount = Interlocked.Exchange(ref _unmount, null);
        if (unmount is null)
        {
            return false;
        }

        try
        {
            unmount();
            return true;
        }
        catch
        {
            Volatile.Write(ref _unmount, unmount);
            throw;
        }
    }
}
