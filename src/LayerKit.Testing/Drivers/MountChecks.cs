using LayerKit.Drivers;
using LayerKit.Identity;
using static LayerKit.Testing.Drivers.DriverCheck;

namespace LayerKit.Testing.Drivers;

/// <summary>Layers seen as directories.</summary>
internal static class MountChecks
{
    public static IEnumerable<DriverCheck> All { get; } =
    [
        Check(A_layer_is_mounted_at_an_absolute_path_that_stays_the_same),
        Check(Unmounting_what_is_not_mounted_is_no_error),
        Check(Several_layers_of_a_chain_are_mounted_at_once),
        Check(A_mount_that_a_crash_left_can_be_used_and_unmounted),
        Check(A_layer_whose_mount_a_crash_left_can_be_removed),
        Check(Nothing_of_a_mount_is_left_when_it_ends),
        Check(What_is_not_there_cannot_be_mounted),
        Check(What_is_done_to_a_read_only_mount_does_not_reach_the_layer),
        Check(A_read_only_mount_stays_at_one_path_and_survives_a_crash),
        Check(A_layer_whose_read_only_mount_a_crash_left_can_be_removed),
        Check(A_layer_is_read_by_its_paths_while_it_is_mounted),
        Check(Mounted_and_read_by_path_a_layer_is_the_same, Abilities.Root),
    ];

    private static CacheId Layer(DriverTrial trial) => trial.Stack(new LayerSteps().File("d/a", "1").File("b"), new LayerSteps().File("d/c").Whiteout("b"));

    private static void A_layer_is_mounted_at_an_absolute_path_that_stays_the_same(DriverTrial trial)
    {
        CacheId id = Layer(trial);
        IMountable driver = trial.Able<IMountable>();
        string path = driver.Mount(id, null);
        Require.True(Path.IsPathFullyQualified(path), "the path is absolute");
        Require.Same(["d/", "d/a", "d/c"], LayerTree.OfDirectory(path).Paths);
        driver.Unmount(id);
        Require.Equal(path, driver.Mount(id, null));
        driver.Unmount(id);
    }

    private static void Unmounting_what_is_not_mounted_is_no_error(DriverTrial trial)
    {
        CacheId id = Layer(trial);
        IMountable driver = trial.Able<IMountable>();
        driver.Unmount(id);
        driver.Mount(id, null);
        driver.Unmount(id);
        driver.Unmount(id);
        driver.Unmount(DriverTrial.Id("nobody"));
    }

    private static void Several_layers_of_a_chain_are_mounted_at_once(DriverTrial trial)
    {
        CacheId top = Layer(trial);
        IMountable driver = trial.Able<IMountable>();
        string below = driver.Mount(DriverTrial.Id("layer0"), null);
        string above = driver.Mount(top, null);
        Require.True(below != above, "the paths are different");
        Require.Same(["b", "d/", "d/a"], LayerTree.OfDirectory(below).Paths);
        Require.Same(["d/", "d/a", "d/c"], LayerTree.OfDirectory(above).Paths);
        driver.Unmount(DriverTrial.Id("layer0"));
        Require.Same(["d/", "d/a", "d/c"], LayerTree.OfDirectory(above).Paths);
        driver.Unmount(top);
    }

    private static void A_mount_that_a_crash_left_can_be_used_and_unmounted(DriverTrial trial)
    {
        CacheId id = Layer(trial);
        string path = trial.Able<IMountable>().Mount(id, null);
        trial.Crash();
        Require.Equal(path, trial.Able<IMountable>().Mount(id, null));
        Require.Same(["d/", "d/a", "d/c"], LayerTree.OfDirectory(path).Paths);
        trial.Able<IMountable>().Unmount(id);
        RequireNoMounts(trial);
    }

    private static void A_layer_whose_mount_a_crash_left_can_be_removed(DriverTrial trial)
    {
        CacheId id = Layer(trial);
        trial.Able<IMountable>().Mount(id, null);
        trial.Crash();
        trial.Driver.Remove(id, CancellationToken.None);
        trial.RequireNothing(id);
        RequireNoMounts(trial);
    }

    private static void Nothing_of_a_mount_is_left_when_it_ends(DriverTrial trial)
    {
        CacheId id = Layer(trial);
        for (int round = 0; round < 20; round++)
        {
            trial.Able<IMountable>().Mount(id, null);
            trial.Able<IMountable>().Unmount(id);
        }

        RequireNoMounts(trial);
    }

    // The table of mounts writes a space as \040; our temporary paths have none.
    private static void RequireNoMounts(DriverTrial trial) => Require.Empty(
        File.ReadLines("/proc/self/mounts").Select(line => line.Split(' ')[1]).Where(path => path.StartsWith(trial.Context.Root + "/", StringComparison.Ordinal)), "mounts left below the driver's root");

    private static void What_is_not_there_cannot_be_mounted(DriverTrial trial)
    {
        Require.Throws<DirectoryNotFoundException>(() => trial.Able<IMountable>().Mount(DriverTrial.Id("nobody"), null));
        using ILayerWriter writer = trial.Driver.Create(DriverTrial.Id("half"), null, CancellationToken.None);
        Require.Throws<DirectoryNotFoundException>(() => trial.Able<IMountable>().Mount(DriverTrial.Id("half"), null));
    }

    private static void A_layer_is_read_by_its_paths_while_it_is_mounted(DriverTrial trial)
    {
        CacheId id = Layer(trial);
        trial.Able<IMountable>().Mount(id, null);
        Require.Equal("", trial.Content(id, "d/c"));
        Require.Equal("1", trial.Content(DriverTrial.Id("layer0"), "d/a"));
        trial.Able<IMountable>().Unmount(id);
        Require.Equal("", trial.Content(id, "d/c"));
    }

    private static void Mounted_and_read_by_path_a_layer_is_the_same(DriverTrial trial)
    {
        StepEntry file = new(LayerEntryType.File, "file") { Content = "content", UserId = 4, GroupId = 5, Mode = LayerSteps.Octal("4711"), Xattrs = [("user.a", "1")] };
        CacheId id = trial.Make("base", null, new LayerSteps().Add(file).Device("null").Symlink("link", "file").Directory("d", "1777"));
        LayerTree tree = LayerTree.ReadMounted(trial.Able<IMountable>(), id);
        using ILayerContent content = trial.Driver.Open(id);
        foreach ((string path, LayerNode node) in tree.Nodes.Where(pair => pair.Key.Length > 0))
        {
            Require.True(content.TryDescribe(StepEntry.Bytes(path), out LayerEntry entry), $"{path} is described");
            Require.Equal((node.Type, node.UserId, node.GroupId, node.ModifiedTime), (entry.Type, entry.UserId, entry.GroupId, entry.ModifiedTime));
            Require.Equal(node.Device, (entry.DeviceMajor, entry.DeviceMinor));
        }
    }

    private static void What_is_done_to_a_read_only_mount_does_not_reach_the_layer(DriverTrial trial)
    {
        CacheId id = Layer(trial);
        LayerTree before = trial.Tree(id);
        string path = trial.Able<IMountable>().MountReadOnly(id, null);
        DriverTrial.RequireEqual(before, LayerTree.OfDirectory(path));
        foreach (Action attempt in (Action[])[() => File.WriteAllText(path + "/d/a", "other"), () => File.Delete(path + "/d/c"), () => Directory.CreateDirectory(path + "/new")])
        {
            try
            {
                attempt();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It is read-only. One that is a copy takes it.
            }
        }

        trial.Able<IMountable>().Unmount(id);
        DriverTrial.RequireEqual(before, trial.Tree(id));
        RequireNoMounts(trial);
    }

    private static void A_read_only_mount_stays_at_one_path_and_survives_a_crash(DriverTrial trial)
    {
        CacheId id = Layer(trial);
        string path = trial.Able<IMountable>().MountReadOnly(id, null);
        Require.Equal(path, trial.Able<IMountable>().MountReadOnly(id, null));
        trial.Crash();
        Require.Equal(path, trial.Able<IMountable>().MountReadOnly(id, null));
        Require.Same(["d/", "d/a", "d/c"], LayerTree.OfDirectory(path).Paths);
        trial.Able<IMountable>().Unmount(id);
        RequireNoMounts(trial);
    }

    private static void A_layer_whose_read_only_mount_a_crash_left_can_be_removed(DriverTrial trial)
    {
        CacheId id = Layer(trial);
        trial.Able<IMountable>().MountReadOnly(id, null);
        trial.Crash();
        trial.Driver.Remove(id, CancellationToken.None);
        trial.RequireNothing(id);
        RequireNoMounts(trial);
    }
}
