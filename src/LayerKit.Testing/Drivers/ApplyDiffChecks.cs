using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;
using static LayerKit.Testing.Drivers.DriverCheck;

namespace LayerKit.Testing.Drivers;

/// <summary>Entries that are written into an RW layer without a mount.</summary>
internal static class ApplyDiffChecks
{
    public static IEnumerable<DriverCheck> All { get; } =
    [
        Check(Entries_are_seen_in_the_RW_layer),
        Check(Whiteouts_hide_what_the_RW_layer_shows_whichever_layer_it_is_from),
        Check(Entries_of_the_writer_stay_whatever_the_order),
        Check(A_parent_is_not_changed_by_what_is_applied_to_its_RW_layer),
        Check(What_is_applied_is_a_change_of_the_RW_layer, Abilities.Diff),
        Check(Several_diffs_are_applied_one_after_the_other),
        Check(A_link_that_the_RW_layer_shows_is_followed_inside),
        Check(A_hard_link_to_a_file_of_the_parent_is_one_file_with_it),
        Check(Nothing_is_applied_to_what_is_not_there),
    ];

    private static LayerSteps Lower => new LayerSteps().Directory("d", "700").File("d/a", "1").File("d/b", "2").File("e/x").File("f", "3").Symlink("l", "d");

    private static CacheId Apply(DriverTrial trial, CacheId id, LayerSteps steps)
    {
        using ILayerWriter writer = trial.Able<IApplyDiff>().ApplyDiff(id, CancellationToken.None);
        steps.PushInto(writer);
        writer.Commit();
        return id;
    }

    private static CacheId Make(DriverTrial trial, LayerSteps steps, Action<string>? write = null)
    {
        CacheId id = ReadWriteChecks.Create(trial, "rw", trial.Make("base", null, Lower));
        ReadWriteChecks.Write(trial, id, write ?? (static _ => { }));
        return Apply(trial, id, steps);
    }

    private static void Entries_are_seen_in_the_RW_layer(DriverTrial trial)
    {
        CacheId id = Make(trial, new LayerSteps().File("d/new", "content", "640").Directory("n", "711").Symlink("s", "d").File("d/a", "other"));
        trial.RequirePaths(id, "d/", "d/a", "d/b", "d/new", "e/", "e/x", "f", "l", "n/", "s");
        Require.Equal(("other", LayerSteps.Octal("640")), (trial.Node(id, "d/a").Content, trial.Node(id, "d/new").Mode));
        Require.Equal(LayerSteps.Octal("700"), trial.Node(id, "d").Mode);
    }

    private static void Whiteouts_hide_what_the_RW_layer_shows_whichever_layer_it_is_from(DriverTrial trial)
    {
        CacheId id = Make(trial, new LayerSteps().Whiteout("f").Whiteout("mine").Opaque("d").Whiteout("e"), path =>
        {
            File.WriteAllText(path + "/mine", "written");
            File.WriteAllText(path + "/d/mine", "written");
        });
        trial.RequirePaths(id, "d/", "l");
        trial.RequirePaths(Apply(trial, id, new LayerSteps().File("e/y").File("d/c")), "d/", "d/c", "e/", "e/y", "l");
    }

    private static void Entries_of_the_writer_stay_whatever_the_order(DriverTrial trial)
    {
        LayerSteps steps = new LayerSteps().File("d/a", "new").File("d/sub/y").Opaque("d").Whiteout("d/a").File("f", "new").Whiteout("f");
        CacheId below = trial.Make("base", null, Lower);
        foreach ((string name, LayerSteps order) in new[] { ("one", steps), ("two", steps.Reversed()) })
        {
            CacheId id = Apply(trial, ReadWriteChecks.Create(trial, name, below), order);
            trial.RequirePaths(id, "d/", "d/a", "d/sub/", "d/sub/y", "e/", "e/x", "f", "l");
            Require.Equal("new", trial.Node(id, "f").Content);
        }
    }

    private static void A_parent_is_not_changed_by_what_is_applied_to_its_RW_layer(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        LayerTree before = trial.Tree(below);
        Apply(trial, ReadWriteChecks.Create(trial, "rw", below), new LayerSteps().File("d/a", "new").Whiteout("d/b").Directory("d", "755").HardLink("g", "f"));
        DriverTrial.RequireEqual(before, trial.Tree(below));
    }

    private static void What_is_applied_is_a_change_of_the_RW_layer(DriverTrial trial)
    {
        CacheId id = Make(trial, new LayerSteps().File("d/a", "other").Whiteout("f").File("n"));
        DiffChecks.RequireChanges(trial, id, DriverTrial.Id("base"), "C /d", "C /d/a", "D /f", "A /n");
        DiffChecks.RequireNaive(trial, id, DriverTrial.Id("base"));
    }

    private static void Several_diffs_are_applied_one_after_the_other(DriverTrial trial)
    {
        CacheId id = Make(trial, new LayerSteps().File("n", "1"));
        Apply(trial, id, new LayerSteps().File("n", "2").File("m"));
        Apply(trial, id, new LayerSteps().Whiteout("m").Directory("n").File("n/o"));
        trial.RequirePaths(id, "d/", "d/a", "d/b", "e/", "e/x", "f", "l", "n/", "n/o");
    }

    private static void A_link_that_the_RW_layer_shows_is_followed_inside(DriverTrial trial)
    {
        CacheId id = Make(trial, new LayerSteps().File("l/new").Symlink("out", trial.Canary).Directory(trial.Canary[1..]).File("out/file", "mine").Whiteout("out/dir"));
        Require.True(trial.Tree(id).Nodes.ContainsKey("d/new"), "it is where the link leads");
        Require.True(trial.Tree(id).Nodes.ContainsKey(trial.Canary[1..] + "/file"), "it is inside");
    }

    private static void A_hard_link_to_a_file_of_the_parent_is_one_file_with_it(DriverTrial trial)
    {
        CacheId id = Make(trial, new LayerSteps().HardLink("g", "d/a"));
        Require.Equal(("1", "d/a"), (trial.Node(id, "g").Content, trial.Node(id, "g").SameAs));
        Require.Throws<UnsupportedTarEntryException>(() => Apply(trial, id, new LayerSteps().HardLink("h", "nothing")));
    }

    private static void Nothing_is_applied_to_what_is_not_there(DriverTrial trial) =>
        Require.Throws<DirectoryNotFoundException>(() => Apply(trial, DriverTrial.Id("nobody"), new LayerSteps().File("a")));
}
