using System.Text;
using LayerKit.Drivers.Linux;
using LayerKit.Drivers.Tree;

namespace LayerKit.Drivers.Overlay2;

/// <summary>Tries what the driver needs: in a directory that is removed again, or, where the driver has worked before, by a view of nothing.</summary>
internal static class OverlayTrial
{
    private const string Name = "a trial";

    /// <summary>Why it does not work, as a sentence for an operator; null when it does.</summary>
    public static string? Run(DriverContext context)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "overlayfs is a part of Linux";
        }

        if (context.ReadOnly)
        {
            return null;
        }

        try
        {
            Overlay2Layout layout = new(context.Root);
            OverlayFeatures features = OverlayFeatures.Detect();
            return Directory.Exists(layout.Empty) ? TryView(layout, features) : TryNew(context.Root, features);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{e.Message}; overlay2 needs root, or a user namespace with a mount namespace (unshare -Urm)";
        }
    }

    private static string? TryView(Overlay2Layout layout, OverlayFeatures features)
    {
        using DetachedView view = new OverlayMounter(layout, features).Open(new OverlayStack(Name, [layout.Empty, layout.StagedArea]));
        return null;
    }

    private static string? TryNew(string root, OverlayFeatures features)
    {
        string place = Path.Combine(Existing(root), $".layerkit-trial-{Guid.NewGuid():N}");
        try
        {
            Overlay2Layout layout = new(place);
            layout.Create();
            return TryView(layout, features) ?? Try(layout, features);
        }
        finally
        {
            new LinuxTreeEngine().Remove(place, CancellationToken.None);
        }
    }

    // A driver's directory may be a mount of its own, so it is the place to look at if it is there.
    private static string Existing(string root)
    {
        string place = root;
        while (!Directory.Exists(place))
        {
            place = Path.GetDirectoryName(place)!;
        }

        return place;
    }

    private static string? Try(Overlay2Layout layout, OverlayFeatures features)
    {
        string lower = Make(layout, "lower");
        string upper = Make(layout, "upper");
        File.WriteAllText(Path.Combine(lower, "hidden"), "");
        if (!KnowsTypes(lower))
        {
            return $"the file system of {layout.Root} does not say what the names in a directory are (d_type); format it with ftype=1 or use another";
        }

        byte[] path = Encoding.UTF8.GetBytes(upper);
        int opaque = SysXattr.SetOfPath(path, features.OpaqueName, "y"u8);
        if (opaque < 0)
        {
            return new NativeException($"the file system of {layout.Root} does not keep overlayfs's attributes; setxattr", path, -opaque).Message;
        }

        int whiteout = SysStat.MakeNodeAt(Libc.CurrentDirectory, Encoding.UTF8.GetBytes(Path.Combine(upper, "hidden")), SysStat.TypeCharacter, 0, 0);
        NativeException.Check(whiteout, "mknod", path);
        using DetachedView view = new OverlayMounter(layout, features).Open(new OverlayStack(Name, [lower], upper, Make(layout, "work")));
        return Dirent.ReadAll(view.Root, path).Count == 0 ? null : "whiteouts have no effect on this file system";
    }

    private static string Make(Overlay2Layout layout, string name)
    {
        string directory = Path.Combine(layout.StagingArea, name);
        PrivateDirectory.Create(directory);
        return directory;
    }

    private static bool KnowsTypes(string directory)
    {
        byte[] path = Encoding.UTF8.GetBytes(directory);
        int handle = NativeException.Check(Fcntl.OpenAt(Libc.CurrentDirectory, path, Fcntl.ReadOnly | Fcntl.Directory), "openat", path);
        try
        {
            return Dirent.KnowsTypes(handle, path);
        }
        finally
        {
            Unistd.Close(handle);
        }
    }
}
