using LayerKit.Identity;
using static LayerKit.Testing.Drivers.DriverCheck;

namespace LayerKit.Testing.Drivers;

/// <summary>Whiteouts and opaque directories act on what lower layers have, wherever they stand (image-spec, layer.md).</summary>
internal static class WhiteoutChecks
{
    public static IEnumerable<DriverCheck> All { get; } =
    [
        Check(A_whiteout_hides_a_file_a_link_and_a_whole_directory),
        Check(A_whiteout_hides_what_a_layer_further_down_has),
        Check(A_whiteout_of_what_is_not_there_is_no_error_and_leaves_no_trace),
        Check(A_whiteout_twice_is_the_same_as_once),
        Check(A_whiteout_does_not_touch_names_that_start_with_it),
        Check(What_was_whited_out_can_come_back_in_a_layer_above),
        Check(A_file_of_the_same_layer_stays_before_and_after_its_whiteout),
        Check(A_file_in_a_directory_that_is_whited_out_stays_in_a_plain_directory),
        Check(A_directory_of_the_same_layer_loses_only_what_lower_layers_put_in_it),
        Check(An_opaque_directory_shows_only_its_own_layer),
        Check(An_opaque_directory_hides_all_layers_below),
        Check(An_opaque_directory_without_an_entry_stays_as_it_was),
        Check(An_opaque_directory_that_is_not_there_below_is_just_a_directory),
        Check(An_opaque_root_hides_everything_below),
        Check(Layers_above_add_to_an_opaque_directory),
        Check(An_opaque_directory_inside_an_opaque_directory_is_no_error),
        Check(Opaque_of_a_file_hides_nothing),
        Check(Whiteouts_go_through_a_lower_link_and_not_through_the_last_one),
        Check(Opaque_goes_through_a_lower_link),
        Check(A_whiteout_of_one_hard_link_leaves_the_others),
        Check(Every_place_of_whiteouts_among_the_entries_gives_the_same_tree),
        Check(A_whiteout_of_a_closed_directory_hides_it),
        Check(A_whiteout_of_an_odd_name_hides_it),
        Check(Fifty_layers_of_whiteouts_and_additions_leave_the_last_ones),
    ];

    private static void A_whiteout_hides_a_file_a_link_and_a_whole_directory(DriverTrial trial) => trial.RequireTop(
        ["keep"],
        new LayerSteps().File("file").Symlink("link", "keep").Directory("dir").File("dir/sub/deep").Fifo("fifo").File("keep"),
        new LayerSteps().Whiteout("file").Whiteout("link").Whiteout("dir").Whiteout("fifo"));

    private static void A_whiteout_hides_what_a_layer_further_down_has(DriverTrial trial) => trial.RequireTop(
        ["b", "d/", "d/y"],
        new LayerSteps().File("a").File("d/x"),
        new LayerSteps().File("b").File("d/y"),
        new LayerSteps(),
        new LayerSteps().Whiteout("a").Whiteout("d/x"));

    private static void A_whiteout_of_what_is_not_there_is_no_error_and_leaves_no_trace(DriverTrial trial) => trial.RequireTop(
        ["d/", "d/a", "file"],
        new LayerSteps().File("file").File("d/a"),
        new LayerSteps().Whiteout("gone").Whiteout("no/such/place").Whiteout("file/below").Opaque("nowhere").Opaque("file").Whiteout("d/gone"));

    private static void A_whiteout_twice_is_the_same_as_once(DriverTrial trial) =>
        trial.RequireTop(["b"], new LayerSteps().File("a").File("b"), new LayerSteps().Whiteout("a").Whiteout("a"));

    private static void A_whiteout_does_not_touch_names_that_start_with_it(DriverTrial trial) => trial.RequireTop(
        ["a.b", "ab", "b/", "b/a"], new LayerSteps().File("a").File("ab").File("a.b").File("b/a"), new LayerSteps().Whiteout("a"));

    private static void What_was_whited_out_can_come_back_in_a_layer_above(DriverTrial trial)
    {
        trial.RequireTop(
            ["a", "d/", "d/new"],
            new LayerSteps().File("a", "old").File("d/old"),
            new LayerSteps().Whiteout("a").Whiteout("d"),
            new LayerSteps().File("a", "new").File("d/new"));
        Require.Equal("new", trial.Node(DriverTrial.Id("layer2"), "a").Content);
    }

    private static void A_file_of_the_same_layer_stays_before_and_after_its_whiteout(DriverTrial trial)
    {
        LayerSteps before = new LayerSteps().File("a", "new").Whiteout("a");
        CacheId below = trial.Make("base", null, new LayerSteps().File("a", "old"));
        Require.Equal("new", trial.Node(trial.Make("before", below, before), "a").Content);
        Require.Equal("new", trial.Node(trial.Make("after", below, before.Reversed()), "a").Content);
    }

    private static void A_file_in_a_directory_that_is_whited_out_stays_in_a_plain_directory(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().Directory("d", "700", ("user.old", "1")).File("d/old").File("d/sub/old"));
        LayerSteps steps = new LayerSteps().File("d/sub/new").Whiteout("d");
        foreach ((string name, LayerSteps order) in new[] { ("before", steps), ("after", steps.Reversed()) })
        {
            CacheId top = trial.Make(name, below, order);
            trial.RequirePaths(top, "d/", "d/sub/", "d/sub/new");
            Require.Equal((LayerSteps.Octal("755"), ""), (trial.Node(top, "d").Mode, trial.Node(top, "d").Xattrs));
        }
    }

    private static void A_directory_of_the_same_layer_loses_only_what_lower_layers_put_in_it(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().Directory("d").File("d/old"));
        LayerSteps steps = new LayerSteps().Directory("d", "711").Whiteout("d");
        foreach ((string name, LayerSteps order) in new[] { ("before", steps), ("after", steps.Reversed()) })
        {
            CacheId top = trial.Make(name, below, order);
            trial.RequirePaths(top, "d/");
            Require.Equal((LayerSteps.Octal("711"), StepEntry.UsualTime), (trial.Node(top, "d").Mode, trial.Node(top, "d").ModifiedTime));
        }
    }

    private static void An_opaque_directory_shows_only_its_own_layer(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().Directory("d", "700").File("d/a").File("d/b", "old").File("d/sub/x").File("d/sub/y").File("other"));
        LayerSteps steps = new LayerSteps().File("d/b", "new").File("d/sub/z").Opaque("d").Whiteout("d/a");
        foreach ((string name, LayerSteps order) in new[] { ("last", steps), ("first", steps.Reversed()) })
        {
            CacheId top = trial.Make(name, below, order);
            trial.RequirePaths(top, "d/", "d/b", "d/sub/", "d/sub/z", "other");
            Require.Equal("new", trial.Node(top, "d/b").Content);
        }
    }

    private static void An_opaque_directory_hides_all_layers_below(DriverTrial trial) => trial.RequireTop(
        ["d/", "d/z"],
        new LayerSteps().File("d/x"),
        new LayerSteps().File("d/y"),
        new LayerSteps(),
        new LayerSteps().Directory("d").Opaque("d").File("d/z"));

    private static void An_opaque_directory_without_an_entry_stays_as_it_was(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().Directory("d", "700", ("user.a", "1")).File("d/a"), new LayerSteps().Opaque("d"));
        trial.RequirePaths(top, "d/");
        Require.Equal((LayerSteps.Octal("700"), "user.a=1"), (trial.Node(top, "d").Mode, trial.Node(top, "d").Xattrs));
    }

    private static void An_opaque_directory_that_is_not_there_below_is_just_a_directory(DriverTrial trial) =>
        trial.RequireTop(["d/", "d/a", "x"], new LayerSteps().File("x"), new LayerSteps().Directory("d").Opaque("d").File("d/a"));

    private static void An_opaque_root_hides_everything_below(DriverTrial trial) =>
        trial.RequireTop(["new"], new LayerSteps().File("a/b").File("c"), new LayerSteps().File("new").Opaque(""));

    private static void Layers_above_add_to_an_opaque_directory(DriverTrial trial) => trial.RequireTop(
        ["d/", "d/b", "d/c"], new LayerSteps().File("d/a"), new LayerSteps().Opaque("d").File("d/b"), new LayerSteps().File("d/c"));

    private static void An_opaque_directory_inside_an_opaque_directory_is_no_error(DriverTrial trial) => trial.RequireTop(
        ["d/", "d/e/", "d/e/new"], new LayerSteps().File("d/a").File("d/e/b"), new LayerSteps().Opaque("d").Opaque("d/e").File("d/e/new"));

    private static void Opaque_of_a_file_hides_nothing(DriverTrial trial) =>
        trial.RequireTop(["a", "b/", "b/c"], new LayerSteps().File("a").File("b/c"), new LayerSteps().Opaque("a"));

    private static void Whiteouts_go_through_a_lower_link_and_not_through_the_last_one(DriverTrial trial) => trial.RequireTop(
        ["usr/", "usr/lib/", "usr/lib/b"],
        new LayerSteps().File("usr/lib/a").File("usr/lib/b").Symlink("lib", "usr/lib"),
        new LayerSteps().Whiteout("lib/a").Whiteout("lib"));

    private static void Opaque_goes_through_a_lower_link(DriverTrial trial) => trial.RequireTop(
        ["lib", "usr/", "usr/lib/", "usr/lib/new"],
        new LayerSteps().File("usr/lib/a").Symlink("lib", "usr/lib"),
        new LayerSteps().Opaque("lib").File("lib/new"));

    private static void A_whiteout_of_one_hard_link_leaves_the_others(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().File("a", "content").HardLink("b", "a").HardLink("c", "a"), new LayerSteps().Whiteout("a"));
        trial.RequirePaths(top, "b", "c");
        Require.Equal(("content", "b"), (trial.Node(top, "c").Content, trial.Node(top, "c").SameAs));
    }

    private static void Every_place_of_whiteouts_among_the_entries_gives_the_same_tree(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().Directory("d", "700").File("d/a").File("d/b").File("d/e/x").File("f").Directory("g", "711").File("g/h").Symlink("s", "d"));
        LayerSteps steps = new LayerSteps()
            .Whiteout("f").File("d/b", "new").Opaque("d/e").File("d/e/y").Whiteout("d/a").Directory("g", "750").Whiteout("g").File("g/i").Whiteout("s");
        LayerTree expected = trial.Tree(trial.Make("top0", below, steps));
        Require.Same(["d/", "d/b", "d/e/", "d/e/y", "g/", "g/i"], expected.Paths);
        for (int turn = 1; turn < steps.Count; turn++)
        {
            CacheId top = trial.Make($"top{turn}", below, steps.Rotated(turn));
            Require.Same(expected.Paths, trial.Tree(top).Paths, $"paths with {turn} steps moved to the end");
            Require.Equal(expected.Nodes["d/b"], trial.Node(top, "d/b"));
            Require.Equal(LayerSteps.Octal("700"), trial.Node(top, "d").Mode, $"mode of d with {turn} steps moved to the end");
        }
    }

    private static void A_whiteout_of_a_closed_directory_hides_it(DriverTrial trial) =>
        trial.RequireTop(["b"], new LayerSteps().Directory("a", "0").File("a/x", "", "0").File("b"), new LayerSteps().Whiteout("a"));

    private static void A_whiteout_of_an_odd_name_hides_it(DriverTrial trial) => trial.RequireTop(
        ["\u00fe"],
        new LayerSteps().File("\u00ff").File("\u00fe").File("a\nb").File(new string('n', 250)).File("d \"/x"),
        new LayerSteps().Whiteout("\u00ff").Whiteout("a\nb").Whiteout(new string('n', 250)).Whiteout("d \""));

    private static void Fifty_layers_of_whiteouts_and_additions_leave_the_last_ones(DriverTrial trial)
    {
        LayerSteps[] layers = new LayerSteps[50];
        for (int number = 0; number < layers.Length; number++)
        {
            layers[number] = new LayerSteps().File($"d/file{number}", $"{number}").File("d/same", $"{number}");
            _ = number > 1 ? layers[number].Whiteout($"d/file{number - 2}") : layers[number];
        }

        trial.RequireTop(["d/", "d/file48", "d/file49", "d/same"], layers);
        Require.Equal("49", trial.Node(DriverTrial.Id("layer49"), "d/same").Content);
    }
}
