using LayerKit.Drivers.Overlay2;
using LayerKit.Drivers.Tests.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Tests.Overlay2;

/// <summary>What a process without rights does in a user and mount namespace of its own: two layers, an RW layer, and what they show.</summary>
internal static class NamespaceRun
{
    public const string Name = "overlay2";

    /// <summary>The process: the argument is a root.</summary>
    public static void Run(string root)
    {
        DriverContext context = new(root);
        Console.WriteLine(Overlay2Driver.Probe(context).Reason ?? "supported");
        Overlay2Driver driver = new(context, new Overlay2Options());
        CacheId parent = CacheId.Parse("base");
        CacheId top = CacheId.Parse("top");
        CacheId work = CacheId.Parse("rw");
        Make(driver, parent, null, writer => writer
            .Directory("d", 0x1C0).File("d/a").File("d/b").File("pub/p").File("secret/s").Node(LayerEntryType.CharacterDevice, "null").Symlink("lib", "d"));
        Make(driver, top, parent, writer => writer
            .Whiteout("d/a").File("lib/new").Opaque("secret").Directory("pub", 0x1ED, LayerScript.Attribute("user.overlay.opaque", "y")).HardLink("hard", "d/b"));
        driver.CreateReadWrite(work, top, new ReadWriteOptions(), CancellationToken.None);
        string path = driver.Mount(work, null);
        Console.WriteLine(string.Join(' ', Shell.Paths(path)));
        Console.WriteLine(Shell.Stat("%a", path + "/d"));
        Shell.Run("cd \"$1\"; rm d/b; rm -r pub; mkdir pub; touch pub/mine", path);
        driver.Unmount(work);
        Console.WriteLine(string.Join(' ', driver.Changes(work, top, CancellationToken.None)));
        using ILayerContent content = driver.Open(top);
        Console.WriteLine(content.TryDescribe("null"u8, out LayerEntry entry) ? $"{entry.Type} {entry.DeviceMajor}:{entry.DeviceMinor}" : "no device");
        foreach (CacheId id in (CacheId[])[work, top, parent])
        {
            driver.Remove(id, CancellationToken.None);
        }

        Console.WriteLine(driver.List().Count());
    }

    private static void Make(Overlay2Driver driver, CacheId id, CacheId? parent, Action<ILayerWriter> entries)
    {
        using ILayerWriter writer = driver.Create(id, parent, CancellationToken.None);
        entries(writer);
        writer.Commit();
    }
}
