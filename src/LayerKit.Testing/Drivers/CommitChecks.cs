using LayerKit.Drivers;
using LayerKit.Identity;
using static LayerKit.Testing.Drivers.DriverCheck;

namespace LayerKit.Testing.Drivers;

/// <summary>Layers that are made of RW layers.</summary>
internal static class CommitChecks
{
    public static IEnumerable<DriverCheck> All { get; } =
    [
        Check(A_sealed_RW_layer_has_the_same_tree_and_can_be_a_parent),
        Check(Sealing_twice_is_the_same_as_once),
        Check(A_sealed_RW_layer_that_is_mounted_is_an_RW_layer_again),
        Check(What_is_done_to_a_read_only_mount_of_a_sealed_layer_does_not_reach_it),
        Check(A_clone_has_the_same_tree_and_is_independent_of_its_source),
        Check(A_clone_is_a_layer_like_any_other),
        Check(A_clone_stays_when_its_source_is_removed),
        Check(A_clone_of_what_is_not_there_is_refused_and_leaves_nothing),
        Check(A_cancelled_clone_leaves_nothing),
        Check(A_clone_has_the_changes_of_its_source, Abilities.Diff),
    ];

    private static LayerSteps Lower => new LayerSteps().Directory("d", "750").File("d/a", "1").File("d/b", "2").File("f", "3").HardLink("g", "f");

    private static CacheId Base => DriverTrial.Id("base");

    private static CacheId Written(DriverTrial trial)
    {
        CacheId id = ReadWriteChecks.Create(trial, "rw", trial.Make("base", null, Lower));
        ReadWriteChecks.Write(trial, id, path =>
        {
            File.WriteAllText(path + "/d/new", "content");
            File.Delete(path + "/d/b");
            File.AppendAllText(path + "/d/a", "more");
        });
        return id;
    }

    private static void Seal(DriverTrial trial, CacheId id) => trial.Able<ICommitReadWrite>().Seal(id, Base, CancellationToken.None);

    private static CacheId Clone(DriverTrial trial, CacheId source)
    {
        CacheId id = DriverTrial.Id("clone");
        trial.Able<ICommitReadWrite>().Clone(id, source, Base, CancellationToken.None);
        return id;
    }

    private static void A_sealed_RW_layer_has_the_same_tree_and_can_be_a_parent(DriverTrial trial)
    {
        CacheId id = Written(trial);
        Seal(trial, id);
        Require.Equal(DriverPresence.Committed, trial.Driver.Presence(id));
        Require.Equal("content", trial.Content(id, "d/new"));
        trial.RequirePaths(trial.Make("top", id, new LayerSteps().File("h").Whiteout("f")), "d/", "d/a", "d/new", "g", "h");
    }

    private static void Sealing_twice_is_the_same_as_once(DriverTrial trial)
    {
        CacheId id = Written(trial);
        Seal(trial, id);
        trial.Crash();
        Seal(trial, id);
        trial.RequirePaths(trial.Make("top", id, new LayerSteps()), "d/", "d/a", "d/new", "f", "g");
    }

    private static void A_sealed_RW_layer_that_is_mounted_is_an_RW_layer_again(DriverTrial trial)
    {
        CacheId id = Written(trial);
        Seal(trial, id);
        trial.Crash();
        ReadWriteChecks.Write(trial, id, path => File.WriteAllText(path + "/again", "written"));
        trial.RequirePaths(id, "again", "d/", "d/a", "d/new", "f", "g");
        trial.RequirePaths(Base, "d/", "d/a", "d/b", "f", "g");
    }

    private static void What_is_done_to_a_read_only_mount_of_a_sealed_layer_does_not_reach_it(DriverTrial trial)
    {
        CacheId id = Written(trial);
        Seal(trial, id);
        string path = trial.Able<IMountable>().MountReadOnly(id, null);
        Require.Same(["d/", "d/a", "d/new", "f", "g"], LayerTree.OfDirectory(path).Paths);
        try
        {
            File.WriteAllText(path + "/d/new", "other");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is read-only.
        }

        trial.Able<IMountable>().Unmount(id);
        Require.Equal("content", trial.Content(id, "d/new"));
    }

    private static void A_clone_has_the_same_tree_and_is_independent_of_its_source(DriverTrial trial)
    {
        CacheId source = Written(trial);
        CacheId clone = Clone(trial, source);
        LayerTree before = trial.Tree(source);
        DriverTrial.RequireEqual(before, trial.Tree(clone));
        ReadWriteChecks.Write(trial, source, path =>
        {
            File.WriteAllText(path + "/d/new", "later");
            File.AppendAllText(path + "/f", "later");
            Directory.CreateDirectory(path + "/later");
        });
        DriverTrial.RequireEqual(before, trial.Tree(clone));
    }

    private static void A_clone_is_a_layer_like_any_other(DriverTrial trial)
    {
        CacheId clone = Clone(trial, Written(trial));
        trial.Reopen();
        Require.Equal(DriverPresence.Committed, trial.Driver.Presence(clone));
        Require.Equal("1more", trial.Content(clone, "d/a"));
        trial.RequirePaths(trial.Make("top", clone, new LayerSteps().Opaque("d")), "d/", "f", "g");
        Require.Throws<IOException>(() => Clone(trial, DriverTrial.Id("rw")));
    }

    private static void A_clone_stays_when_its_source_is_removed(DriverTrial trial)
    {
        CacheId source = Written(trial);
        CacheId clone = Clone(trial, source);
        trial.Driver.Remove(source, CancellationToken.None);
        trial.RequirePaths(clone, "d/", "d/a", "d/new", "f", "g");
        Require.Equal("content", trial.Content(clone, "d/new"));
        trial.Driver.Remove(clone, CancellationToken.None);
        Require.Same([Base], trial.Driver.List());
    }

    private static void A_clone_of_what_is_not_there_is_refused_and_leaves_nothing(DriverTrial trial)
    {
        trial.Make("base", null, Lower);
        Require.Throws<DirectoryNotFoundException>(() => Clone(trial, DriverTrial.Id("nobody")));
        trial.RequireNothing(DriverTrial.Id("clone"));
    }

    private static void A_cancelled_clone_leaves_nothing(DriverTrial trial)
    {
        CacheId source = Written(trial);
        CacheId id = DriverTrial.Id("clone");
        try
        {
            trial.Able<ICommitReadWrite>().Clone(id, source, Base, new CancellationToken(canceled: true));
            trial.Driver.Remove(id, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // A driver that makes one in no time need not look at the token.
        }

        trial.RequireNothing(id);
        Clone(trial, source);
    }

    private static void A_clone_has_the_changes_of_its_source(DriverTrial trial)
    {
        CacheId source = Written(trial);
        CacheId clone = Clone(trial, source);
        DiffChecks.RequireChanges(trial, clone, Base, "C /d", "C /d/a", "D /d/b", "A /d/new");
        DiffChecks.RequireNaive(trial, source, Base);
    }
}
