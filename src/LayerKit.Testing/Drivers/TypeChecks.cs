using LayerKit.Drivers;
using LayerKit.Identity;
using static LayerKit.Testing.Drivers.DriverCheck;

namespace LayerKit.Testing.Drivers;

/// <summary>A path that is one type of file below and another above.</summary>
internal static class TypeChecks
{
    public static IEnumerable<DriverCheck> All { get; } =
    [
        Check(Any_type_replaces_any_other_of_a_lower_layer),
        Check(Any_type_replaces_any_other_of_the_same_layer),
        Check(A_file_replaces_a_whole_lower_directory),
        Check(A_directory_replaces_a_lower_file_and_has_only_its_own_entries),
        Check(A_directory_replaces_a_lower_link_and_does_not_merge_with_where_it_leads),
        Check(A_link_replaces_a_whole_lower_directory),
        Check(A_directory_that_was_a_file_in_between_does_not_come_back),
        Check(Types_may_change_in_every_layer),
        Check(A_lower_file_in_the_way_of_a_parent_gives_way),
        Check(A_lower_link_to_a_file_in_the_way_of_a_parent_gives_way),
        Check(A_dangling_lower_link_in_the_way_of_a_parent_gives_way),
        Check(A_lower_link_to_a_directory_is_followed_by_what_goes_below_it),
        Check(Chains_of_lower_links_are_followed),
        Check(A_link_of_the_same_layer_is_followed_by_what_comes_after_it),
    ];

    private static readonly (LayerEntryType Type, Func<LayerSteps, LayerSteps> Add)[] Kinds =
    [
        (LayerEntryType.File, static steps => steps.File("x", "content")),
        (LayerEntryType.Directory, static steps => steps.Directory("x").File("x/child")),
        (LayerEntryType.SymbolicLink, static steps => steps.Symlink("x", "target")),
        (LayerEntryType.Fifo, static steps => steps.Fifo("x")),
        (LayerEntryType.File, static steps => steps.File("y", "linked").HardLink("x", "y")),
    ];

    private static void Any_type_replaces_any_other_of_a_lower_layer(DriverTrial trial)
    {
        foreach ((int lower, (LayerEntryType Type, Func<LayerSteps, LayerSteps> Add) below) in Kinds.Index())
        {
            CacheId under = trial.Make($"lower{lower}", null, below.Add(new LayerSteps()));
            foreach ((int upper, (LayerEntryType Type, Func<LayerSteps, LayerSteps> Add) above) in Kinds.Index())
            {
                CacheId top = trial.Make($"upper{lower}.{upper}", under, above.Add(new LayerSteps()));
                Require.Equal(above.Type, trial.Node(top, "x").Type, $"{above.Type} over {below.Type}");
                Require.Equal(above.Type == LayerEntryType.Directory, trial.Tree(top).Nodes.ContainsKey("x/child"), $"child of {above.Type} over {below.Type}");
            }
        }
    }

    private static void Any_type_replaces_any_other_of_the_same_layer(DriverTrial trial)
    {
        foreach ((int first, (LayerEntryType Type, Func<LayerSteps, LayerSteps> Add) before) in Kinds.Index())
        {
            foreach ((int second, (LayerEntryType Type, Func<LayerSteps, LayerSteps> Add) after) in Kinds.Index())
            {
                if (first == second)
                {
                    continue;
                }

                CacheId id = trial.Make($"layer{first}.{second}", null, after.Add(before.Add(new LayerSteps())));
                Require.Equal(after.Type, trial.Node(id, "x").Type, $"{after.Type} after {before.Type}");
                Require.Equal(after.Type == LayerEntryType.Directory, trial.Tree(id).Nodes.ContainsKey("x/child"), $"child of {after.Type} after {before.Type}");
            }
        }
    }

    private static void A_file_replaces_a_whole_lower_directory(DriverTrial trial) => trial.RequireTop(
        ["d", "other"], new LayerSteps().File("d/a").File("d/e/b").File("other"), new LayerSteps().File("d", "a file"));

    private static void A_directory_replaces_a_lower_file_and_has_only_its_own_entries(DriverTrial trial) => trial.RequireTop(
        ["x/", "x/a"], new LayerSteps().File("x"), new LayerSteps().Directory("x").File("x/a"));

    private static void A_directory_replaces_a_lower_link_and_does_not_merge_with_where_it_leads(DriverTrial trial) => trial.RequireTop(
        ["d/", "d/a", "x/", "x/b"], new LayerSteps().File("d/a").Symlink("x", "d"), new LayerSteps().Directory("x").File("x/b"));

    private static void A_link_replaces_a_whole_lower_directory(DriverTrial trial) => trial.RequireTop(
        ["d", "e/", "e/a"], new LayerSteps().File("d/a").File("d/b/c"), new LayerSteps().Symlink("d", "e").File("e/a"));

    private static void A_directory_that_was_a_file_in_between_does_not_come_back(DriverTrial trial) => trial.RequireTop(
        ["d/", "d/new"], new LayerSteps().File("d/old").File("d/e/old"), new LayerSteps().File("d"), new LayerSteps().Directory("d").File("d/new"));

    private static void Types_may_change_in_every_layer(DriverTrial trial) => trial.RequireTop(
        ["x/", "x/d"],
        new LayerSteps().File("x/a"),
        new LayerSteps().Symlink("x", "y"),
        new LayerSteps().Directory("x").File("x/b"),
        new LayerSteps().File("x"),
        new LayerSteps().Directory("x").Directory("x/c"),
        new LayerSteps().Whiteout("x").File("x/d"));

    private static void A_lower_file_in_the_way_of_a_parent_gives_way(DriverTrial trial) => trial.RequireTop(
        ["a/", "a/b/", "a/b/c"], new LayerSteps().File("a"), new LayerSteps().File("a/b/c"));

    private static void A_lower_link_to_a_file_in_the_way_of_a_parent_gives_way(DriverTrial trial) => trial.RequireTop(
        ["a/", "a/b", "file"], new LayerSteps().File("file").Symlink("a", "file"), new LayerSteps().File("a/b"));

    private static void A_dangling_lower_link_in_the_way_of_a_parent_gives_way(DriverTrial trial) => trial.RequireTop(
        ["a/", "a/b"], new LayerSteps().Symlink("a", "nowhere"), new LayerSteps().File("a/b"));

    private static void A_lower_link_to_a_directory_is_followed_by_what_goes_below_it(DriverTrial trial) => trial.RequireTop(
        ["lib", "usr/", "usr/lib/", "usr/lib/new", "usr/lib/old", "usr/lib/sub/", "usr/lib/sub/deep"],
        new LayerSteps().File("usr/lib/old").Symlink("lib", "/usr/lib"),
        new LayerSteps().File("lib/new").File("lib/sub/deep"));

    private static void Chains_of_lower_links_are_followed(DriverTrial trial) => trial.RequireTop(
        ["a", "b", "c/", "c/d/", "c/d/new", "c/d/old", "c/e"],
        new LayerSteps().File("c/d/old").Symlink("c/e", "../c/d"),
        new LayerSteps().Symlink("b", "/c/e").Symlink("a", "./b"),
        new LayerSteps().File("a/new"));

    private static void A_link_of_the_same_layer_is_followed_by_what_comes_after_it(DriverTrial trial) => trial.RequireTop(
        ["d/", "d/a", "d/b", "d/c", "l"], new LayerSteps().File("d/a"), new LayerSteps().Symlink("l", "d").File("l/b").File("d/c"));
}
