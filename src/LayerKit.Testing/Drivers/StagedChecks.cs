using LayerKit.Drivers;
using LayerKit.Identity;
using static LayerKit.Testing.Drivers.DriverCheck;

namespace LayerKit.Testing.Drivers;

/// <summary>Layers that are applied before their parents are there, besides all checks of trees, which staged layers have to pass as well.</summary>
internal static class StagedChecks
{
    public static IEnumerable<DriverCheck> All { get; } =
    [
        Check(Staged_and_direct_layers_have_equal_trees, Abilities.Root),
        Check(A_staged_layer_without_a_parent_is_a_base_layer),
        Check(A_staged_layer_is_listed_and_removed_before_it_is_attached),
        Check(A_staged_layer_that_is_given_up_leaves_nothing),
        Check(A_staged_layer_survives_a_crash_before_it_is_attached),
        Check(Attaching_to_what_is_not_there_is_refused_and_can_be_tried_again),
        Check(A_layer_that_was_attached_is_a_parent_like_any_other),
        Check(Layers_of_a_chain_are_staged_by_several_threads_at_once),
    ];

    private static LayerSteps[] Chain =>
    [
        new LayerSteps().Directory("d", "700", ("user.a", "1")).File("d/a", "1").File("d/b").File("g/h").File("usr/lib/x").Symlink("lib", "usr/lib").File("linked", "content"),
        new LayerSteps().File("d/new").Whiteout("d/a").Opaque("g").File("g/i").File("lib/y").HardLink("link", "linked").Whiteout("nothing").Directory("n").Whiteout("n/z"),
        new LayerSteps().Directory("d/b").File("d/b/c").File("a/b/c").Whiteout("link").File("d/e/f"),
        new LayerSteps().File("d", "a file").Whiteout("a").Device("null").Symlink("g", "usr").File("g/z"),
        new LayerSteps().Directory("", "711").Directory("d", "750").File("d/a", "back").Whiteout("lib"),
    ];

    private static void Staged_and_direct_layers_have_equal_trees(DriverTrial trial)
    {
        CacheId? below = null;
        trial.IsStaged = true;
        trial.Stack(Chain);
        trial.IsStaged = false;
        for (int number = 0; number < Chain.Length; number++)
        {
            below = trial.Make($"direct{number}", below, Chain[number]);
            DriverTrial.RequireEqual(trial.Tree(below.Value), trial.Tree(DriverTrial.Id($"layer{number}")));
        }
    }

    private static CacheId Stage(DriverTrial trial, string name, LayerSteps steps)
    {
        CacheId id = DriverTrial.Id(name);
        using ILayerWriter writer = trial.Able<IStagedLayers>().Stage(id, CancellationToken.None);
        steps.PushInto(writer);
        writer.Commit();
        return id;
    }

    private static void Attach(DriverTrial trial, CacheId id, CacheId? parent) => trial.Able<IStagedLayers>().Attach(id, parent, CancellationToken.None);

    private static void A_staged_layer_without_a_parent_is_a_base_layer(DriverTrial trial)
    {
        CacheId id = Stage(trial, "base", new LayerSteps().File("d/a").Whiteout("d/b").Opaque("d").Whiteout("c"));
        Attach(trial, id, null);
        Require.Equal(DriverPresence.Committed, trial.Driver.Presence(id));
        trial.RequirePaths(id, "d/", "d/a");
    }

    private static void A_staged_layer_is_listed_and_removed_before_it_is_attached(DriverTrial trial)
    {
        CacheId id = Stage(trial, "staged", new LayerSteps().File("a").Whiteout("b"));
        Require.Same([id], trial.Driver.List());
        trial.Driver.Remove(id, CancellationToken.None);
        trial.RequireNothing(id);
    }

    private static void A_staged_layer_that_is_given_up_leaves_nothing(DriverTrial trial)
    {
        using (ILayerWriter writer = trial.Able<IStagedLayers>().Stage(DriverTrial.Id("staged"), CancellationToken.None))
        {
            new LayerSteps().File("a").Whiteout("b").PushInto(writer);
        }

        trial.RequireNothing(DriverTrial.Id("staged"));
    }

    private static void A_staged_layer_survives_a_crash_before_it_is_attached(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().File("a").File("d/b"));
        CacheId id = Stage(trial, "staged", new LayerSteps().File("d/c").Whiteout("a"));
        trial.Crash();
        Attach(trial, id, below);
        trial.RequirePaths(id, "d/", "d/b", "d/c");
    }

    private static void Attaching_to_what_is_not_there_is_refused_and_can_be_tried_again(DriverTrial trial)
    {
        CacheId id = Stage(trial, "staged", new LayerSteps().File("d/c").Whiteout("a"));
        Require.Throws<DirectoryNotFoundException>(() => Attach(trial, id, DriverTrial.Id("nobody")));
        Attach(trial, id, trial.Make("base", null, new LayerSteps().File("a").File("b")));
        trial.RequirePaths(id, "b", "d/", "d/c");
    }

    private static void A_layer_that_was_attached_is_a_parent_like_any_other(DriverTrial trial)
    {
        CacheId id = Stage(trial, "staged", new LayerSteps().File("c").Whiteout("a"));
        Attach(trial, id, trial.Make("base", null, new LayerSteps().File("a").File("b")));
        trial.RequirePaths(trial.Make("top", id, new LayerSteps().File("d").Whiteout("b")), "c", "d");
        trial.Reopen();
        trial.RequirePaths(id, "b", "c");
    }

    private static void Layers_of_a_chain_are_staged_by_several_threads_at_once(DriverTrial trial)
    {
        Parallel.For(0, 12, new ParallelOptions { MaxDegreeOfParallelism = 4 }, number =>
            Stage(trial, $"layer{number}", new LayerSteps().File($"d/file{number:D2}").Whiteout($"d/file{number - 3:D2}").File("d/same", $"{number}")));
        for (int number = 0; number < 12; number++)
        {
            Attach(trial, DriverTrial.Id($"layer{number}"), number == 0 ? null : DriverTrial.Id($"layer{number - 1}"));
        }

        trial.RequirePaths(DriverTrial.Id("layer11"), "d/", "d/file09", "d/file10", "d/file11", "d/same");
        Require.Equal("11", trial.Node(DriverTrial.Id("layer11"), "d/same").Content);
    }
}
