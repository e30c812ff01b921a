using LayerKit.Drivers;
using LayerKit.Identity;
using LayerKit.Testing.Linux;
using static LayerKit.Testing.Drivers.DriverCheck;

namespace LayerKit.Testing.Drivers;

/// <summary>Checkouts, usage, syncing, descriptions, and damage.</summary>
internal static class FurtherAbilityChecks
{
    public static IEnumerable<DriverCheck> All { get; } =
    [
        Check(A_checkout_is_the_merged_tree, Abilities.Checkout),
        Check(A_checkout_into_an_empty_directory_fills_it, Abilities.Checkout),
        Check(A_checkout_into_a_directory_with_something_in_it_is_refused, Abilities.Checkout),
        Check(A_cancelled_checkout_leaves_nothing, Abilities.Checkout),
        Check(A_checkout_of_what_is_not_there_is_refused, Abilities.Checkout),
        Check(What_is_done_to_a_checkout_does_not_reach_the_layer, Abilities.Checkout),
        Check(As_root_a_checkout_omits_nothing, Abilities.Checkout | Abilities.Root),
        Check(Mount_and_checkout_show_the_same_tree, Abilities.Checkout | Abilities.Mount),
        Check(Usage_counts_the_files_of_the_layers, Abilities.Usage),
        Check(Usage_of_a_layer_given_twice_counts_once, Abilities.Usage),
        Check(Usage_of_what_is_not_there_is_refused, Abilities.Usage),
        Check(Sync_returns_with_and_without_layers, Abilities.Sync),
        Check(Several_threads_sync_at_once, Abilities.Sync),
        Check(A_description_has_names_and_values, Abilities.Describes),
        Check(Damage_is_seen_and_told, Abilities.Damage),
        Check(A_damaged_layer_can_be_removed_and_made_again, Abilities.Damage),
    ];

    private static LayerSteps Lower => new LayerSteps().File("d/a", "old").File("d/b").File("c", "content").HardLink("e", "c");

    private static LayerSteps Upper => new LayerSteps().File("d/a", "new").Whiteout("d/b").Symlink("l", "/d/a");

    private static void A_checkout_is_the_merged_tree(DriverTrial trial)
    {
        LayerTree tree = LayerTree.ReadCheckout(trial.Able<ICheckout>(), trial.Stack(Lower, Upper), Path.Combine(trial.Scratch, "out"));
        Require.Same(["c", "d/", "d/a", "e", "l"], tree.Paths);
        Require.Equal(("new", "c"), (tree.Nodes["d/a"].Content, tree.Nodes["e"].SameAs));
    }

    private static void A_checkout_into_an_empty_directory_fills_it(DriverTrial trial)
    {
        string target = Directory.CreateDirectory(Path.Combine(trial.Scratch, "out")).FullName;
        trial.Able<ICheckout>().Checkout(trial.Stack(Lower), target, CancellationToken.None);
        Require.Equal("content", File.ReadAllText(Path.Combine(target, "c")));
    }

    private static void A_checkout_into_a_directory_with_something_in_it_is_refused(DriverTrial trial)
    {
        string target = Directory.CreateDirectory(Path.Combine(trial.Scratch, "out")).FullName;
        File.WriteAllText(Path.Combine(target, "mine"), "stays");
        CacheId id = trial.Stack(Lower);
        Require.Throws<IOException>(() => trial.Able<ICheckout>().Checkout(id, target, CancellationToken.None));
        Require.Same(["mine"], LayerTree.OfDirectory(target).Paths);
    }

    private static void A_cancelled_checkout_leaves_nothing(DriverTrial trial)
    {
        string target = Path.Combine(trial.Scratch, "out");
        CacheId id = trial.Stack(Lower, Upper);
        Require.Throws<OperationCanceledException>(() => trial.Able<ICheckout>().Checkout(id, target, new CancellationToken(canceled: true)));
        Require.True(!Directory.Exists(target), "the directory is gone");
    }

    private static void A_checkout_of_what_is_not_there_is_refused(DriverTrial trial)
    {
        string target = Path.Combine(trial.Scratch, "out");
        Require.Throws<DirectoryNotFoundException>(() => trial.Able<ICheckout>().Checkout(DriverTrial.Id("nobody"), target, CancellationToken.None));
        Require.True(!Directory.Exists(target), "no directory was made");
    }

    private static void What_is_done_to_a_checkout_does_not_reach_the_layer(DriverTrial trial)
    {
        string target = Path.Combine(trial.Scratch, "out");
        CacheId id = trial.Stack(Lower, Upper);
        LayerTree before = trial.Tree(id);
        trial.Able<ICheckout>().Checkout(id, target, CancellationToken.None);
        using (FileStream file = new(Path.Combine(target, "c"), FileMode.Open, FileAccess.Write))
        {
            file.Write("OVER"u8);
        }

        Posix.ChangeMode(Posix.FromText(Path.Combine(target, "d", "a")), LayerSteps.Octal("400"));
        DriverTrial.RequireEqual(before, trial.Tree(id));
    }

    private static void As_root_a_checkout_omits_nothing(DriverTrial trial)
    {
        CacheId id = trial.Stack(Lower, Upper.Device("null").Fifo("fifo").Directory("closed", "0"));
        Require.Empty(trial.Able<ICheckout>().Checkout(id, Path.Combine(trial.Scratch, "out"), CancellationToken.None));
    }

    private static void Mount_and_checkout_show_the_same_tree(DriverTrial trial)
    {
        CacheId id = trial.Stack(Lower, Upper.Directory("d", "711").Directory("", "755"));
        LayerTree checkedOut = LayerTree.ReadCheckout(trial.Able<ICheckout>(), id, Path.Combine(trial.Scratch, "out"));
        DriverTrial.RequireEqual(LayerTree.ReadMounted(trial.Able<IMountable>(), id), checkedOut);
    }

    private static void Usage_counts_the_files_of_the_layers(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().File("a", new string('a', 10_000)).File("d/b", new string('b', 5000)));
        CacheId top = trial.Make("top", below, new LayerSteps().File("c", new string('c', 20_000)).Whiteout("a"));
        IUsage driver = trial.Able<IUsage>();
        Require.Equal(15_000, driver.Usage([below]).Logical);
        RequireLogical(20_000, driver.Usage([top]));
        LayerUsage both = driver.Usage([below, top]);
        RequireLogical(35_000, both);
        Require.True(both.Stored <= driver.Usage([below]).Stored + driver.Usage([top]).Stored, "together they take no more than each alone");
        Require.True(both.Shared <= both.Stored && both.Shared >= 0, "no more is shared than there is");
    }

    // A driver that keeps no account of what tars had says what it stores.
    private static void RequireLogical(long bytes, LayerUsage usage) => Require.True(usage.Logical == bytes || usage.Logical == usage.Stored, $"{usage.Logical} are {bytes} bytes, or what is stored");

    private static void Usage_of_a_layer_given_twice_counts_once(DriverTrial trial)
    {
        CacheId id = trial.Make("base", null, new LayerSteps().File("a", new string('a', 10_000)));
        Require.Equal(trial.Able<IUsage>().Usage([id]), trial.Able<IUsage>().Usage([id, id]));
        Require.Equal(0, trial.Able<IUsage>().Usage([]).Logical);
    }

    private static void Usage_of_what_is_not_there_is_refused(DriverTrial trial) =>
        Require.Throws<DirectoryNotFoundException>(() => trial.Able<IUsage>().Usage([DriverTrial.Id("nobody")]));

    private static void Sync_returns_with_and_without_layers(DriverTrial trial)
    {
        trial.Able<ISync>().Sync();
        CacheId id = trial.Make("base", null, new LayerSteps().File("a", "content"));
        trial.Able<ISync>().Sync();
        Require.Equal("content", trial.Content(id, "a"));
    }

    private static void Several_threads_sync_at_once(DriverTrial trial) => Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4 }, number =>
    {
        trial.Make($"layer{number}", null, new LayerSteps().File("a"));
        trial.Able<ISync>().Sync();
    });

    private static void A_description_has_names_and_values(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().File("a"), new LayerSteps().File("b"));
        Require.True(trial.Able<IDescribesLayers>().Describe(top).All(pair => pair.Key.Length > 0 && pair.Value.Length > 0), "names and values are there");
    }

    private static CacheId Damaged(DriverTrial trial)
    {
        CacheId id = trial.Make("base", null, new LayerSteps().File("a", "content"));
        trial.Reopen();
        trial.Damage!.Damage(trial.Context.Root, id);
        return id;
    }

    private static void Damage_is_seen_and_told(DriverTrial trial)
    {
        CacheId id = Damaged(trial);
        Require.Equal(DriverPresence.Damaged, trial.Driver.Presence(id));
        Require.Same([id], trial.Driver.List());
    }

    private static void A_damaged_layer_can_be_removed_and_made_again(DriverTrial trial)
    {
        CacheId id = Damaged(trial);
        trial.Driver.Remove(id, CancellationToken.None);
        trial.RequireNothing(id);
        trial.Make("base", null, new LayerSteps().File("a", "new"));
        Require.Equal("new", trial.Content(id, "a"));
    }
}
