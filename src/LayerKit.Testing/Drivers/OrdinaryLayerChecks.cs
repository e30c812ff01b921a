using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;
using static LayerKit.Testing.Drivers.DriverCheck;

namespace LayerKit.Testing.Drivers;

/// <summary>Layers that look ordinary and that well-known drivers refuse, apply wrongly, or apply otherwise than others.</summary>
internal static class OrdinaryLayerChecks
{
    public static IEnumerable<DriverCheck> All { get; } =
    [
        Check(An_opaque_directory_with_a_whiteout_in_it_shows_no_phantom),
        Check(A_new_directory_with_a_whiteout_in_it_shows_no_phantom),
        Check(A_whiteout_in_the_bottom_layer_shows_no_phantom),
        Check(A_whiteout_after_the_file_of_its_own_layer_leaves_the_file),
        Check(A_file_after_its_whiteout_is_the_new_one),
        Check(Two_whiteouts_of_one_file_are_no_error),
        Check(A_hard_link_to_a_lower_file_shares_its_content),
        Check(A_file_in_a_lower_directory_leaves_the_mode_of_the_directory),
        Check(A_whiteout_below_a_whited_out_directory_is_no_error),
        Check(A_hard_link_to_what_its_layer_whites_out_is_a_clear_error),
        Check(A_hard_link_before_the_whiteout_of_its_target_stays_or_is_a_clear_error),
        Check(A_file_through_a_lower_link_goes_where_the_link_leads),
        Check(An_opaque_attribute_of_overlay_hides_nothing, Abilities.Root),
        Check(A_redirect_attribute_of_overlay_shows_nothing, Abilities.Root),
        Check(A_metacopy_attribute_of_overlay_takes_no_content, Abilities.Root),
        Check(A_whiteout_attribute_of_overlay_hides_nothing, Abilities.Root),
        Check(A_device_0_0_hides_nothing, Abilities.Root),
    ];

    private static LayerSteps Lower => new LayerSteps().Directory("d", "700").File("d/a", "a").File("d/b", "b").File("top", "top");

    private static void An_opaque_directory_with_a_whiteout_in_it_shows_no_phantom(DriverTrial trial) =>
        trial.RequireTop(["d/", "top"], Lower, new LayerSteps().Directory("d", "700").Opaque("d").Whiteout("d/a"));

    private static void A_new_directory_with_a_whiteout_in_it_shows_no_phantom(DriverTrial trial) =>
        trial.RequireTop(["d/", "d/a", "d/b", "only/", "top"], Lower, new LayerSteps().Directory("only").Whiteout("only/z"));

    private static void A_whiteout_in_the_bottom_layer_shows_no_phantom(DriverTrial trial) =>
        trial.RequireTop(["d/", "x"], new LayerSteps().Directory("d").Whiteout("d/gone").Whiteout("gone").File("x"), new LayerSteps());

    private static void A_whiteout_after_the_file_of_its_own_layer_leaves_the_file(DriverTrial trial) =>
        trial.RequireTop(["d/", "d/a", "d/b", "n", "top"], Lower, new LayerSteps().File("n").Whiteout("n"));

    private static void A_file_after_its_whiteout_is_the_new_one(DriverTrial trial)
    {
        CacheId top = trial.Stack(Lower, new LayerSteps().Whiteout("d/a").File("d/a", "new"));
        Require.Equal("new", trial.Node(top, "d/a").Content);
    }

    private static void Two_whiteouts_of_one_file_are_no_error(DriverTrial trial) =>
        trial.RequireTop(["d/", "d/b", "top"], Lower, new LayerSteps().Whiteout("d/a").Whiteout("d/a"));

    private static void A_hard_link_to_a_lower_file_shares_its_content(DriverTrial trial)
    {
        CacheId top = trial.Stack(Lower, new LayerSteps().HardLink("link", "d/a"));
        Require.Equal(("a", "d/a"), (trial.Node(top, "link").Content, trial.Node(top, "link").SameAs));
        Require.Equal("d/a", trial.Node(top, "d/a").SameAs);
    }

    private static void A_file_in_a_lower_directory_leaves_the_mode_of_the_directory(DriverTrial trial)
    {
        CacheId top = trial.Stack(Lower, new LayerSteps().File("d/new"));
        Require.Equal(LayerSteps.Octal("700"), trial.Node(top, "d").Mode);
    }

    private static void A_whiteout_below_a_whited_out_directory_is_no_error(DriverTrial trial) =>
        trial.RequireTop(["top"], Lower, new LayerSteps().Whiteout("d").Whiteout("d/a"));

    private static void A_hard_link_to_what_its_layer_whites_out_is_a_clear_error(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        try
        {
            trial.Make("gone", below, new LayerSteps().Whiteout("top").HardLink("link", "top"));
        }
        catch (UnsupportedTarEntryException e)
        {
            Require.True(e.Message.Contains("link", StringComparison.Ordinal) && e.Message.Contains("top", StringComparison.Ordinal), "the message names both paths");
            return;
        }

        throw new ConformanceException("a hard link to a file that its layer whites out was taken");
    }

    private static void A_hard_link_before_the_whiteout_of_its_target_stays_or_is_a_clear_error(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        CacheId top;
        try
        {
            top = trial.Make("top", below, new LayerSteps().HardLink("link", "top").Whiteout("top"));
        }
        catch (UnsupportedTarEntryException e)
        {
            Require.True(e.Message.Contains("link", StringComparison.Ordinal) && e.Message.Contains("top", StringComparison.Ordinal), "the message names both paths");
            return;
        }

        trial.RequirePaths(top, "d/", "d/a", "d/b", "link");
        Require.Equal("top", trial.Node(top, "link").Content);
    }

    private static void A_file_through_a_lower_link_goes_where_the_link_leads(DriverTrial trial) => trial.RequireTop(
        ["lib", "usr/", "usr/lib/", "usr/lib/new", "usr/lib/old"],
        new LayerSteps().File("usr/lib/old").Symlink("lib", "usr/lib"),
        new LayerSteps().File("lib/new"));

    private static void An_opaque_attribute_of_overlay_hides_nothing(DriverTrial trial) => RequireHarmless(
        trial, new LayerSteps().Directory("d", "700", ("trusted.overlay.opaque", "y"), ("user.overlay.opaque", "y")));

    private static void A_redirect_attribute_of_overlay_shows_nothing(DriverTrial trial) => RequireHarmless(
        trial, new LayerSteps().Directory("d", "700", ("trusted.overlay.redirect", "/secret"), ("user.overlay.redirect", "/secret")));

    private static void A_metacopy_attribute_of_overlay_takes_no_content(DriverTrial trial) => RequireHarmless(
        trial, new LayerSteps().Add(new StepEntry(LayerEntryType.File, "d/a") { Content = "a", Xattrs = [("trusted.overlay.metacopy", ""), ("trusted.overlay.redirect", "/secret/s")] }));

    private static void A_whiteout_attribute_of_overlay_hides_nothing(DriverTrial trial) => RequireHarmless(
        trial,
        new LayerSteps()
            .Directory("d", "700", ("trusted.overlay.opaque", "x"))
            .Add(new StepEntry(LayerEntryType.File, "d/b") { Content = "b", Xattrs = [("trusted.overlay.whiteout", ""), ("user.overlay.whiteout", "")] }));

    // What an overlay file system takes for its own is refused, or kept as the attribute of a file that is like any other.
    private static void RequireHarmless(DriverTrial trial, LayerSteps steps)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().Directory("d", "700").File("d/a", "a").File("d/b", "b").File("secret/s", "secret"));
        CacheId top;
        try
        {
            top = trial.Make("top", below, steps);
        }
        catch (LayerKitException e) when (e is UnsafeTarEntryException or UnsupportedTarEntryException)
        {
            trial.RequireNothing(DriverTrial.Id("top"));
            return;
        }

        trial.RequirePaths(top, "d/", "d/a", "d/b", "secret/", "secret/s");
        Require.Equal(("a", "b"), (trial.Node(top, "d/a").Content, trial.Node(top, "d/b").Content));
        trial.RequirePaths(trial.Make("above", top, new LayerSteps().File("d/c")), "d/", "d/a", "d/b", "d/c", "secret/", "secret/s");
    }

    private static void A_device_0_0_hides_nothing(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        CacheId top;
        try
        {
            top = trial.Make("top", below, new LayerSteps().Device("d/a", 0, 0).Device("new", 0, 0));
        }
        catch (LayerKitException e) when (e is UnsafeTarEntryException or UnsupportedTarEntryException)
        {
            trial.RequireNothing(DriverTrial.Id("top"));
            return;
        }

        Require.Equal(LayerEntryType.CharacterDevice, trial.Node(top, "d/a").Type);
        Require.Equal(LayerEntryType.CharacterDevice, trial.Node(top, "new").Type);
    }
}
