using LayerKit.Drivers.Overlay2;
using LayerKit.Drivers.Tests.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Overlay2;

/// <summary>An overlay2 driver in a directory of its own; what a test leaves mounted is unmounted.</summary>
internal sealed class OverlayFixture : IDisposable
{
    private readonly TempRoot _temp = new();

    public OverlayFixture(bool takesHandles = true) => Driver = Open(takesHandles);

    public static CacheId Base { get; } = CacheId.Parse("base");

    public static CacheId Top { get; } = CacheId.Parse("top");

    public static CacheId Work { get; } = CacheId.Parse("rw");

    public Overlay2Driver Driver { get; }

    public string Root => _temp["overlay2"];

    /// <summary>The merged tree of <see cref="Top"/>, mounted.</summary>
    public string TopTree => Driver.Mount(Top, null);

    public string Path(string name) => System.IO.Path.Combine(Root, name);

    /// <summary>A further driver on the same root.</summary>
    public Overlay2Driver Open(bool takesHandles = true) =>
        new(new DriverContext(Root), new Overlay2Options(), OverlayFeatures.Detect() with { TakesHandles = takesHandles });

    public void Make(CacheId id, CacheId? parent, Action<ILayerWriter> entries)
    {
        using ILayerWriter writer = Driver.Create(id, parent, CancellationToken.None);
        entries(writer);
        writer.Commit();
    }

    /// <summary>As <see cref="Make"/>, with a parent that is known afterwards only.</summary>
    public void MakeStaged(CacheId id, CacheId? parent, Action<ILayerWriter> entries)
    {
        using (ILayerWriter writer = Driver.Stage(id, CancellationToken.None))
        {
            entries(writer);
            writer.Commit();
        }

        Driver.Attach(id, parent, CancellationToken.None);
    }

    /// <summary>Applies a layer on top of another and lists the merged tree.</summary>
    public string[] Apply(Action<ILayerWriter> lower, Action<ILayerWriter> upper)
    {
        Make(Base, null, lower);
        Make(Top, Base, upper);
        return Shell.Paths(TopTree);
    }

    /// <summary>Makes an RW layer over a base layer, runs a script in its mount, and says what changed.</summary>
    public string[] Change(Action<ILayerWriter> lower, string script)
    {
        Make(Base, null, lower);
        Driver.CreateReadWrite(Work, Base, new ReadWriteOptions(), CancellationToken.None);
        Shell.Run("cd \"$1\"; " + script, Driver.Mount(Work, null));
        Driver.Unmount(Work);
        return Changes(Work, Base);
    }

    public string[] Changes(CacheId id, CacheId? parent) => [.. Driver.Changes(id, parent, CancellationToken.None).Select(change => change.ToString())];

    public void Dispose()
    {
        // Not Directory.Delete, which knows only names that are UTF-8.
        Shell.Run("for m in \"$1\"/overlay2/*/merged; do umount -l \"$m\" 2>/dev/null || true; done; rm -rf \"$1\"/*", _temp.Path);
        _temp.Dispose();
    }
}
