using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;
using static LayerKit.Testing.Drivers.DriverCheck;

namespace LayerKit.Testing.Drivers;

/// <summary>Files with several names, in one layer and across layers.</summary>
internal static class HardLinkChecks
{
    public static IEnumerable<DriverCheck> All { get; } =
    [
        Check(Hard_links_of_one_layer_are_one_file),
        Check(Hard_links_of_one_layer_are_one_file_in_its_children),
        Check(Many_hard_links_in_many_directories_are_one_file),
        Check(A_hard_link_to_a_lower_file_is_one_file_with_it),
        Check(A_hard_link_to_a_file_two_layers_down_is_one_file_with_it),
        Check(A_hard_link_to_a_hard_link_of_a_lower_layer_is_the_same_file),
        Check(A_hard_link_keeps_owner_mode_time_and_attributes_of_its_file, Abilities.Root),
        Check(A_hard_link_replaces_what_is_there),
        Check(A_hard_link_to_its_own_lower_file_changes_nothing),
        Check(A_hard_link_that_comes_twice_is_the_same_as_once),
        Check(A_hard_link_to_a_symbolic_link_links_the_link),
        Check(A_hard_link_to_a_device_and_to_a_named_pipe_links_them, Abilities.Root),
        Check(A_target_is_found_through_a_link),
        Check(A_hard_link_to_nothing_is_refused_and_names_both_paths),
        Check(A_hard_link_to_a_directory_is_refused),
        Check(A_hard_link_to_the_root_is_refused),
        Check(Replacing_one_name_in_a_layer_above_leaves_the_other),
        Check(A_file_with_a_name_in_two_layers_is_whole_in_both),
    ];

    private static void Hard_links_of_one_layer_are_one_file(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().File("b", "content", "600").HardLink("a", "b").HardLink("c", "a").File("d", "content", "600"));
        Require.Equal(("a", "a", "a", ""), (trial.Node(top, "a").SameAs, trial.Node(top, "b").SameAs, trial.Node(top, "c").SameAs, trial.Node(top, "d").SameAs));
        Require.Equal(trial.Node(top, "a"), trial.Node(top, "c"));
    }

    private static void Hard_links_of_one_layer_are_one_file_in_its_children(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().File("a", "content").HardLink("d/b", "a"), new LayerSteps().File("other"), new LayerSteps());
        Require.Equal(("a", "a"), (trial.Node(top, "a").SameAs, trial.Node(top, "d/b").SameAs));
    }

    private static void Many_hard_links_in_many_directories_are_one_file(DriverTrial trial)
    {
        LayerSteps steps = new LayerSteps().File("a", new string('x', 5000));
        for (int number = 0; number < 100; number++)
        {
            steps.HardLink($"d{number % 10}/link{number}", "a");
        }

        CacheId top = trial.Stack(steps, new LayerSteps().HardLink("z", "d5/link55"));
        Require.Equal(102, trial.Tree(top).Nodes.Values.Count(node => node.SameAs == "a"));
    }

    private static void A_hard_link_to_a_lower_file_is_one_file_with_it(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().File("d/a", "content", "640"));
        CacheId top = trial.Make("top", below, new LayerSteps().HardLink("e/b", "d/a"));
        Require.Equal(trial.Node(top, "d/a"), trial.Node(top, "e/b"));
        Require.Equal(("content", LayerSteps.Octal("640"), "d/a"), (trial.Node(top, "e/b").Content, trial.Node(top, "e/b").Mode, trial.Node(top, "e/b").SameAs));
        Require.Equal("", trial.Node(below, "d/a").SameAs);
    }

    private static void A_hard_link_to_a_file_two_layers_down_is_one_file_with_it(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().File("d/a", "content"), new LayerSteps().File("d/other"), new LayerSteps().HardLink("b", "d/a"));
        Require.Equal(("content", "b"), (trial.Node(top, "d/a").Content, trial.Node(top, "d/a").SameAs));
    }

    private static void A_hard_link_to_a_hard_link_of_a_lower_layer_is_the_same_file(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().File("a", "content").HardLink("b", "a"), new LayerSteps().HardLink("c", "b"));
        Require.Equal(("a", "a", "content"), (trial.Node(top, "b").SameAs, trial.Node(top, "c").SameAs, trial.Node(top, "c").Content));
    }

    private static void A_hard_link_keeps_owner_mode_time_and_attributes_of_its_file(DriverTrial trial)
    {
        StepEntry file = new(LayerEntryType.File, "a")
        {
            Mode = LayerSteps.Octal("4755"),
            UserId = 3,
            GroupId = 4,
            ModifiedTime = new(7, 8),
            Xattrs = [("user.note", "1")],
            Content = "content",
        };
        LayerNode node = trial.Node(trial.Stack(new LayerSteps().Add(file), new LayerSteps().HardLink("b", "a")), "b");
        Require.Equal((file.Mode, 3L, 4L, file.ModifiedTime, "user.note=1"), (node.Mode, node.UserId, node.GroupId, node.ModifiedTime, node.Xattrs));
    }

    private static void A_hard_link_replaces_what_is_there(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().File("a", "content").File("b", "old").File("c/x").Symlink("d", "a"), new LayerSteps().HardLink("b", "a").HardLink("c", "a").HardLink("d", "a"));
        trial.RequirePaths(top, "a", "b", "c", "d");
        Require.True(trial.Tree(top).Nodes.Values.Count(node => node.Content == "content" && node.SameAs == "a") == 4, "four names of one file");
    }

    private static void A_hard_link_to_its_own_lower_file_changes_nothing(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().File("a", "content"), new LayerSteps().HardLink("a", "a"));
        Require.Equal("content", trial.Node(top, "a").Content);
    }

    private static void A_hard_link_that_comes_twice_is_the_same_as_once(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().File("a", "content").HardLink("b", "a").HardLink("b", "a"));
        Require.Equal(("content", "a"), (trial.Node(top, "b").Content, trial.Node(top, "b").SameAs));
    }

    private static void A_hard_link_to_a_symbolic_link_links_the_link(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().File("a", "content").Symlink("l", "a").HardLink("m", "l"), new LayerSteps().HardLink("n", "l"));
        Require.Equal(("a", "l"), (trial.Node(top, "m").LinkTarget, trial.Node(top, "m").SameAs));
        Require.Equal(("a", "l"), (trial.Node(top, "n").LinkTarget, trial.Node(top, "n").SameAs));
    }

    private static void A_hard_link_to_a_device_and_to_a_named_pipe_links_them(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().Device("null").Fifo("fifo").HardLink("zero", "null"), new LayerSteps().HardLink("pipe", "fifo"));
        Require.Equal(((1u, 3u), "null"), (trial.Node(top, "zero").Device, trial.Node(top, "zero").SameAs));
        Require.Equal((LayerEntryType.Fifo, "fifo"), (trial.Node(top, "pipe").Type, trial.Node(top, "pipe").SameAs));
    }

    private static void A_target_is_found_through_a_link(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().File("usr/lib/a", "content").Symlink("lib", "/usr/lib"), new LayerSteps().HardLink("b", "lib/a").HardLink("lib/c", "usr/lib/a"));
        Require.Equal(("content", "b"), (trial.Node(top, "usr/lib/c").Content, trial.Node(top, "usr/lib/c").SameAs));
    }

    private static void A_hard_link_to_nothing_is_refused_and_names_both_paths(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().File("d/a"));
        foreach ((int number, string target) in ((string[])["nothing", "d/nothing", "no/such/place", "d/a/below"]).Index())
        {
            UnsupportedTarEntryException e = Require.Throws<UnsupportedTarEntryException>(() => trial.Make($"top{number}", below, new LayerSteps().HardLink("link", target)));
            Require.True(e.Message.Contains("link", StringComparison.Ordinal) && e.Message.Contains(target, StringComparison.Ordinal), "the message names both paths");
        }
    }

    private static void A_hard_link_to_a_directory_is_refused(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().File("d/a"));
        try
        {
            trial.Make("top", below, new LayerSteps().HardLink("link", "d"));
        }
        catch (Exception e) when (e is LayerKitException or IOException)
        {
            return;
        }

        throw new ConformanceException("a hard link to a directory was taken");
    }

    private static void A_hard_link_to_the_root_is_refused(DriverTrial trial) =>
        Require.Throws<LayerKitException>(() => trial.Make("top", null, new LayerSteps().File("a").HardLink("link", "")));

    private static void Replacing_one_name_in_a_layer_above_leaves_the_other(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().File("a", "old").HardLink("b", "a"), new LayerSteps().File("a", "new"));
        Require.Equal(("new", ""), (trial.Node(top, "a").Content, trial.Node(top, "a").SameAs));
        Require.Equal(("old", ""), (trial.Node(top, "b").Content, trial.Node(top, "b").SameAs));
    }

    private static void A_file_with_a_name_in_two_layers_is_whole_in_both(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().File("a", new string('x', 100_000)));
        CacheId middle = trial.Make("middle", below, new LayerSteps().HardLink("b", "a"));
        CacheId top = trial.Make("top", middle, new LayerSteps().Whiteout("a").File("b", "new"));
        Require.Equal(trial.Node(below, "a").Content, trial.Node(middle, "b").Content);
        trial.RequirePaths(top, "b");
        Require.Equal("new", trial.Node(top, "b").Content);
    }
}
