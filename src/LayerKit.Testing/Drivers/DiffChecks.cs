using LayerKit.Drivers;
using LayerKit.Identity;
using static LayerKit.Testing.Drivers.DriverCheck;

namespace LayerKit.Testing.Drivers;

/// <summary>What a driver says that a layer changed.</summary>
internal static class DiffChecks
{
    public static IEnumerable<DriverCheck> All { get; } =
    [
        Check(Without_a_parent_everything_is_added),
        Check(A_layer_without_entries_has_no_changes),
        Check(Additions_modifications_and_deletions_are_told_apart),
        Check(Directories_above_a_change_are_modified),
        Check(Changes_are_sorted_by_the_bytes_of_their_paths),
        Check(A_directory_that_is_gone_is_one_deletion),
        Check(A_type_that_changed_is_a_modification),
        Check(A_mode_an_owner_and_an_attribute_make_a_modification, Abilities.Root),
        Check(A_file_of_the_same_size_and_second_is_modified_when_its_nanoseconds_are),
        Check(What_an_opaque_directory_hides_is_deleted),
        Check(What_comes_back_as_it_was_is_no_change),
        Check(A_directory_entry_that_says_the_same_is_no_change),
        Check(A_changed_root_is_a_modification_of_the_root),
        Check(Changes_against_any_layer_below_equal_a_comparison_of_the_trees, Abilities.Tree),
        Check(Changes_of_hard_links_equal_a_comparison_of_the_trees, Abilities.Tree),
        Check(Changes_against_a_layer_of_another_chain_equal_a_comparison_of_the_trees, Abilities.Tree),
        Check(Changes_of_what_is_not_there_are_refused),
        Check(A_cancelled_comparison_ends),
    ];

    public static void RequireChanges(DriverTrial trial, CacheId id, CacheId? parent, params string[] expected) =>
        Require.Equal(string.Join('\n', expected), string.Join('\n', trial.Able<INativeDiff>().Changes(id, parent, CancellationToken.None)), $"changes of {id}");

    public static void RequireNaive(DriverTrial trial, CacheId id, CacheId? parent)
    {
        IReadOnlyList<Change> expected = NaiveDiff.Of(parent is { } below ? trial.Tree(below) : null, trial.Tree(id));
        RequireChanges(trial, id, parent, [.. expected.Select(change => change.ToString())]);
    }

    private static LayerSteps Lower => new LayerSteps().Directory("d", "700").File("d/a", "1").File("d/b", "2").Directory("d/e").File("d/e/x").File("f").Symlink("l", "f");

    private static void Without_a_parent_everything_is_added(DriverTrial trial) =>
        RequireChanges(trial, trial.Make("base", null, Lower), null, "A /d", "A /d/a", "A /d/b", "A /d/e", "A /d/e/x", "A /f", "A /l");

    private static void A_layer_without_entries_has_no_changes(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        RequireChanges(trial, trial.Make("top", below, new LayerSteps()), below);
        RequireChanges(trial, below, below);
    }

    private static void Additions_modifications_and_deletions_are_told_apart(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        CacheId top = trial.Make("top", below, new LayerSteps().File("new").File("f", "changed").Whiteout("l"));
        RequireChanges(trial, top, below, "C /f", "D /l", "A /new");
    }

    private static void Directories_above_a_change_are_modified(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        CacheId top = trial.Make("top", below, new LayerSteps().File("d/e/y").Whiteout("d/a").File("g/h/i"));
        RequireChanges(trial, top, below, "C /d", "D /d/a", "C /d/e", "A /d/e/y", "A /g", "A /g/h", "A /g/h/i");
    }

    private static void Changes_are_sorted_by_the_bytes_of_their_paths(DriverTrial trial)
    {
        CacheId id = trial.Make("base", null, new LayerSteps().File("a/b").File("a.b").File("a-b").File("A").File("\u00c3\u00a9").File("z").File("a0"));
        RequireChanges(trial, id, null, "A /A", "A /a", "A /a-b", "A /a.b", "A /a/b", "A /a0", "A /z", "A /\u00e9");
    }

    private static void A_directory_that_is_gone_is_one_deletion(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        RequireChanges(trial, trial.Make("top", below, new LayerSteps().Whiteout("d")), below, "D /d");
    }

    private static void A_type_that_changed_is_a_modification(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        RequireChanges(trial, trial.Make("top", below, new LayerSteps().File("d").Directory("f").File("f/new").Fifo("l")), below, "C /d", "C /f", "A /f/new", "C /l");
    }

    private static void A_mode_an_owner_and_an_attribute_make_a_modification(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower.File("g"));
        StepEntry owned = new(LayerEntryType.File, "g") { UserId = 5 };
        LayerSteps steps = new LayerSteps().Directory("d", "711").File("f", "", "600").Directory("d/e", "755", ("user.a", "1")).Add(owned).Symlink("l", "g");
        RequireChanges(trial, trial.Make("top", below, steps), below, "C /d", "C /d/e", "C /f", "C /g", "C /l");
    }

    private static void A_file_of_the_same_size_and_second_is_modified_when_its_nanoseconds_are(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        StepEntry file = new(LayerEntryType.File, "d/a") { Content = "9", ModifiedTime = StepEntry.UsualTime with { Nanoseconds = 5 } };
        RequireChanges(trial, trial.Make("top", below, new LayerSteps().Add(file)), below, "C /d", "C /d/a");
    }

    private static void What_an_opaque_directory_hides_is_deleted(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        CacheId top = trial.Make("top", below, new LayerSteps().Directory("d", "700").Opaque("d").File("d/b", "new").File("d/e/y"));
        RequireChanges(trial, top, below, "C /d", "D /d/a", "C /d/b", "C /d/e", "D /d/e/x", "A /d/e/y");
    }

    private static void What_comes_back_as_it_was_is_no_change(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        CacheId without = trial.Make("without", below, new LayerSteps().Whiteout("d").Whiteout("f"));
        CacheId again = trial.Make("again", without, Lower);
        RequireChanges(trial, again, below);
        RequireChanges(trial, again, without, "A /d", "A /d/a", "A /d/b", "A /d/e", "A /d/e/x", "A /f");
    }

    private static void A_directory_entry_that_says_the_same_is_no_change(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        RequireChanges(trial, trial.Make("top", below, new LayerSteps().Directory("d", "700").Directory("d/e").File("f")), below);
    }

    private static void A_changed_root_is_a_modification_of_the_root(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        RequireChanges(trial, trial.Make("top", below, new LayerSteps().Directory("", "711").File("n")), below, "C /", "A /n");
    }

    private static void Changes_against_any_layer_below_equal_a_comparison_of_the_trees(DriverTrial trial)
    {
        LayerSteps[] layers =
        [
            Lower.File("g/h/i").File("\u00ff").Directory("closed", "0"),
            new LayerSteps().File("d/e/y").Opaque("g").File("g/h/j").Whiteout("f"),
            new LayerSteps().Directory("f").File("f/x").File("d", "a file now").Symlink("l", "nowhere").Whiteout("\u00ff"),
            new LayerSteps().Directory("d", "755").File("d/a", "1").Directory("closed", "700").File("closed/x").Whiteout("g"),
        ];
        trial.Stack(layers);
        for (int top = 0; top < layers.Length; top++)
        {
            RequireNaive(trial, DriverTrial.Id($"layer{top}"), null);
            for (int below = 0; below < layers.Length; below++)
            {
                RequireNaive(trial, DriverTrial.Id($"layer{top}"), DriverTrial.Id($"layer{below}"));
            }
        }
    }

    private static void Changes_of_hard_links_equal_a_comparison_of_the_trees(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().Directory("d").File("d/a", "1").HardLink("d/b", "d/a").File("e", "22"));
        RequireNaive(trial, trial.Make("linked", below, new LayerSteps().HardLink("d/c", "d/a")), below);
        RequireNaive(trial, trial.Make("across", below, new LayerSteps().HardLink("d/c", "e")), below);
        RequireNaive(trial, trial.Make("replaced", below, new LayerSteps().File("d/a", "33")), below);
        RequireNaive(trial, trial.Make("gone", below, new LayerSteps().Whiteout("d/b").HardLink("e", "d/a")), below);
    }

    private static void Changes_against_a_layer_of_another_chain_equal_a_comparison_of_the_trees(DriverTrial trial)
    {
        CacheId one = trial.Make("one", trial.Make("base", null, Lower), new LayerSteps().File("d/a", "other").Whiteout("l"));
        CacheId two = trial.Make("two", trial.Make("root", null, new LayerSteps().File("d", "file").File("z")), new LayerSteps().File("f"));
        RequireNaive(trial, one, two);
        RequireNaive(trial, two, one);
    }

    private static void Changes_of_what_is_not_there_are_refused(DriverTrial trial)
    {
        CacheId there = trial.Make("base", null, Lower);
        INativeDiff driver = trial.Able<INativeDiff>();
        Require.Throws<DirectoryNotFoundException>(() => driver.Changes(DriverTrial.Id("nobody"), null, CancellationToken.None));
        Require.Throws<DirectoryNotFoundException>(() => driver.Changes(there, DriverTrial.Id("nobody"), CancellationToken.None));
    }

    private static void A_cancelled_comparison_ends(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        CacheId top = trial.Make("top", below, new LayerSteps().File("n"));
        Require.Throws<OperationCanceledException>(() => trial.Able<INativeDiff>().Changes(top, below, new CancellationToken(canceled: true)));
    }
}
