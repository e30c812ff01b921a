using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;
using static LayerKit.Testing.Drivers.DriverCheck;

namespace LayerKit.Testing.Drivers;

/// <summary>Layers that try to reach the canary, a directory beside the driver's. Links lead there or to places no machine has, so that a driver that fails harms nobody.</summary>
/// <remarks>Whether the canary is as it was is looked at after every check; what a check itself asks is where the files went instead.</remarks>
internal static class BreakoutChecks
{
    public static IEnumerable<DriverCheck> All { get; } =
    [
        Check(An_absolute_link_leads_to_a_place_inside),
        Check(A_relative_link_stops_at_the_root),
        Check(Chained_links_stop_at_the_root),
        Check(Absolute_links_in_several_steps_stay_inside),
        Check(Relative_links_in_several_steps_stay_inside),
        Check(A_link_of_a_lower_layer_is_followed_inside),
        Check(A_link_that_replaces_a_directory_does_not_take_its_files_along),
        Check(A_directory_that_becomes_a_link_and_a_directory_again_stays_inside),
        Check(A_file_at_a_link_replaces_the_link),
        Check(A_directory_entry_at_a_link_does_not_touch_where_it_leads),
        Check(A_device_at_a_link_does_not_touch_where_it_leads, Abilities.Root),
        Check(A_named_pipe_at_a_link_does_not_touch_where_it_leads),
        Check(A_link_at_a_link_does_not_touch_where_it_leads),
        Check(A_hard_link_through_a_link_finds_nothing_outside),
        Check(A_hard_link_to_a_link_is_not_a_way_to_its_target),
        Check(A_mode_through_a_hard_link_to_a_link_does_not_reach_its_target),
        Check(Attributes_of_a_link_are_not_those_of_its_target, Abilities.Root),
        Check(Whiteouts_of_a_link_and_through_a_link_stay_inside),
        Check(Opaque_through_a_link_stays_inside),
        Check(A_layer_of_links_is_removed_alone),
        Check(A_link_loop_ends),
        Check(A_link_to_the_machine_s_process_directory_leads_nowhere),
    ];

    private static string Up => string.Concat(Enumerable.Repeat("../", 40));

    private static string Inside(DriverTrial trial) => trial.Canary[1..];

    private static void RequireInside(DriverTrial trial, CacheId id, params string[] names)
    {
        LayerTree tree = trial.Tree(id);
        foreach (string name in names)
        {
            Require.True(tree.Nodes.ContainsKey($"{Inside(trial)}/{name}"), $"{name} is inside the layer");
        }
    }

    private static void An_absolute_link_leads_to_a_place_inside(DriverTrial trial) => RequireInside(
        trial, trial.Stack(new LayerSteps().Directory(Inside(trial)).Symlink("out", trial.Canary).File("out/dir/x").File("out/file")), "dir/x", "file");

    private static void A_relative_link_stops_at_the_root(DriverTrial trial) => RequireInside(
        trial, trial.Stack(new LayerSteps().Directory(Inside(trial)).Symlink("out", Up + Inside(trial)).File("out/file", "mine").Whiteout("out/dir")), "file");

    private static void Chained_links_stop_at_the_root(DriverTrial trial) => RequireInside(
        trial,
        trial.Stack(new LayerSteps().Directory(Inside(trial) + "/dir").Symlink("a", "b/..").Symlink("b", "c").Symlink("c", "/../.." + trial.Canary + "/dir").File("b/x").File("a/file")),
        "dir/x", "file");

    private static void Absolute_links_in_several_steps_stay_inside(DriverTrial trial)
    {
        string[] parts = Inside(trial).Split('/');
        LayerSteps steps = new LayerSteps().Symlink("s0", "/");
        for (int i = 0; i < parts.Length; i++)
        {
            steps.Directory(string.Join('/', parts[..(i + 1)])).Symlink($"s{i + 1}", $"/s{i}/{parts[i]}");
        }

        RequireInside(trial, trial.Stack(steps.File($"s{parts.Length}/file", "mine")), "file");
    }

    private static void Relative_links_in_several_steps_stay_inside(DriverTrial trial)
    {
        LayerSteps steps = new LayerSteps().Directory(Inside(trial)).Directory("a/b/c").Symlink("a/b/c/up", "../..").Symlink("a/up", "..").Symlink("top", "a/b/c/up/up/..");
        RequireInside(trial, trial.Stack(steps.File($"top/{Inside(trial)}/file", "mine")), "file");
    }

    private static void A_link_of_a_lower_layer_is_followed_inside(DriverTrial trial) => RequireInside(
        trial,
        trial.Stack(
            new LayerSteps().Directory(Inside(trial)).Symlink("out", trial.Canary).Symlink("up", Up + Inside(trial)),
            new LayerSteps().File("out/file", "mine").File("up/other").Whiteout("out/dir").Opaque("up/dir")),
        "file", "other");

    private static void A_link_that_replaces_a_directory_does_not_take_its_files_along(DriverTrial trial)
    {
        LayerSteps steps = new LayerSteps().Directory(Inside(trial)).File("d/e/a").File("d/file").Symlink("d", trial.Canary).File("d/file", "mine");
        RequireInside(trial, trial.Stack(steps), "file");
    }

    private static void A_directory_that_becomes_a_link_and_a_directory_again_stays_inside(DriverTrial trial) => trial.RequireTop(
        ["d/", "d/file"],
        new LayerSteps().Directory("d").Symlink("d", trial.Canary).Directory("d", "0").File("d/file", "mine"));

    private static void A_file_at_a_link_replaces_the_link(DriverTrial trial) =>
        trial.RequireTop(["out"], new LayerSteps().Symlink("out", trial.Canary + "/file").File("out", "mine"));

    private static void A_directory_entry_at_a_link_does_not_touch_where_it_leads(DriverTrial trial) =>
        trial.RequireTop(["out/"], new LayerSteps().Symlink("out", trial.Canary).Directory("out", "0", ("user.mine", "1")));

    private static void A_device_at_a_link_does_not_touch_where_it_leads(DriverTrial trial) =>
        trial.RequireTop(["out"], new LayerSteps().Symlink("out", trial.Canary + "/file").Device("out", mode: "777"));

    private static void A_named_pipe_at_a_link_does_not_touch_where_it_leads(DriverTrial trial) =>
        trial.RequireTop(["out"], new LayerSteps().Symlink("out", trial.Canary + "/file"), new LayerSteps().Fifo("out"));

    private static void A_link_at_a_link_does_not_touch_where_it_leads(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().Symlink("out", trial.Canary).Symlink("out", trial.Canary + "/dir"));
        Require.Equal(trial.Canary + "/dir", trial.Node(top, "out").LinkTarget);
    }

    private static void A_hard_link_through_a_link_finds_nothing_outside(DriverTrial trial)
    {
        (string Path, LayerSteps Steps)[] attacks =
        [
            ("out/file", new LayerSteps().Symlink("out", trial.Canary)),
            ("out/dir/file", new LayerSteps().Symlink("out", Up + Inside(trial))),
            (Inside(trial) + "/file", new LayerSteps()),
        ];
        foreach ((int number, (string path, LayerSteps steps)) in attacks.Index())
        {
            // What leads through links is perhaps only looked at when files are made of it.
            Require.Throws<UnsupportedTarEntryException>(() => trial.Tree(trial.Make($"layer{number}", null, steps.HardLink("stolen", path))));
        }
    }

    private static void A_hard_link_to_a_link_is_not_a_way_to_its_target(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().Symlink("out", trial.Canary + "/file").HardLink("same", "out").File("same", "mine"));
        Require.Equal((LayerEntryType.SymbolicLink, LayerEntryType.File), (trial.Node(top, "out").Type, trial.Node(top, "same").Type));
    }

    private static void A_mode_through_a_hard_link_to_a_link_does_not_reach_its_target(DriverTrial trial)
    {
        StepEntry link = new(LayerEntryType.HardLink, "same") { LinkTarget = "out", Mode = LayerSteps.Octal("4777"), ModifiedTime = new UnixTime(1, 1) };
        trial.Stack(new LayerSteps().Symlink("out", trial.Canary + "/file").Add(link), new LayerSteps().Add(link with { Path = "more" }));
    }

    private static void Attributes_of_a_link_are_not_those_of_its_target(DriverTrial trial)
    {
        StepEntry link = new(LayerEntryType.SymbolicLink, "out") { LinkTarget = trial.Canary + "/file", UserId = 99, GroupId = 99, Mode = LayerSteps.Octal("6777"), Xattrs = [("trusted.mine", "1")] };
        CacheId top = trial.Stack(new LayerSteps().Add(link), new LayerSteps());
        Require.Equal((99L, "trusted.mine=1"), (trial.Node(top, "out").UserId, trial.Node(top, "out").Xattrs));
    }

    private static void Whiteouts_of_a_link_and_through_a_link_stay_inside(DriverTrial trial) => trial.RequireTop(
        [],
        new LayerSteps().Symlink("out", trial.Canary).Symlink("over", trial.Canary + "/file").Symlink("up", Up + Inside(trial)),
        new LayerSteps().Whiteout("out/file").Whiteout("up/dir").Whiteout("out").Whiteout("over").Whiteout("up"));

    private static void Opaque_through_a_link_stays_inside(DriverTrial trial) => trial.RequireTop(
        ["out", "up"],
        new LayerSteps().Symlink("out", trial.Canary).Symlink("up", Up + Inside(trial)),
        new LayerSteps().Opaque("out").Opaque("up/dir").Opaque("up"));

    private static void A_layer_of_links_is_removed_alone(DriverTrial trial)
    {
        CacheId id = trial.Stack(new LayerSteps().Symlink("out", trial.Canary).Symlink("d/out", trial.Canary + "/dir").Symlink("d/up", Up + Inside(trial)));
        trial.Driver.Remove(id, CancellationToken.None);
        trial.RequireNothing(id);
    }

    private static void A_link_loop_ends(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().Symlink("a", "b").Symlink("b", "a").Symlink("self", "self"), new LayerSteps().File("a/x").Whiteout("b/x").Opaque("self"));
        Require.Equal(LayerEntryType.Directory, trial.Node(top, "a").Type);
    }

    private static void A_link_to_the_machine_s_process_directory_leads_nowhere(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().Directory("proc/self").Symlink("proc/self/root", "/").Symlink("out", "/proc/self/root" + trial.Canary).Directory(Inside(trial)).File("out/file", "mine"));
        RequireInside(trial, top, "file");
    }
}
