using LayerKit.Drivers.Tests.Tree;
using LayerKit.Drivers.Tree;
using LayerKit.Drivers.Vfs;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Vfs;

/// <summary>A vfs driver in a directory of its own.</summary>
internal sealed class VfsFixture : IDisposable
{
    private readonly string _root;
    private readonly TempRoot? _temp;

    public VfsFixture(string? root = null, ITreeEngine? engine = null)
    {
        _temp = root is null ? new TempRoot() : null;
        _root = root ?? _temp!.Path;
        Driver = new VfsDriver(new DriverContext(System.IO.Path.Combine(_root, "vfs")), engine ?? new LinuxTreeEngine());
    }

    public static CacheId Base { get; } = CacheId.Parse("base");

    public static CacheId Top { get; } = CacheId.Parse("top");

    public VfsDriver Driver { get; }

    public string BaseTree => Path("dir/base");

    public string TopTree => Path("dir/top");

    public string Path(string name) => System.IO.Path.Combine(_root, "vfs", name);

    public void Make(CacheId id, CacheId? parent, Action<ILayerWriter> entries)
    {
        using ILayerWriter writer = Driver.Create(id, parent, CancellationToken.None);
        entries(writer);
        writer.Commit();
    }

    /// <summary>Applies a layer on top of another and lists what comes out.</summary>
    public string[] Apply(Action<ILayerWriter> lower, Action<ILayerWriter> upper)
    {
        Make(Base, null, lower);
        Make(Top, Base, upper);
        return Shell.Paths(TopTree);
    }

    public void Dispose()
    {
        if (_temp is not null)
        {
            // Not Directory.Delete, which knows only names that are UTF-8.
            Shell.Run("rm -rf \"$1\"/*", _temp.Path);
            _temp.Dispose();
        }
    }
}
