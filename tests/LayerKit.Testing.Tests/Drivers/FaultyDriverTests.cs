using LayerKit.Testing.Drivers;

namespace LayerKit.Testing.Tests.Drivers;

/// <summary>Checks can fail: for each thing that is wrong with a driver, one of them says so.</summary>
public sealed class FaultyDriverTests
{
    [Theory]
    [InlineData(Fault.ForgetsWhiteouts, "A_whiteout_hides_a_file_a_link_and_a_whole_directory")]
    [InlineData(Fault.ForgetsWhiteouts, "Every_place_of_whiteouts_among_the_entries_gives_the_same_tree")]
    [InlineData(Fault.ForgetsOpaque, "An_opaque_directory_shows_only_its_own_layer")]
    [InlineData(Fault.DropsXattrs, "Extended_attributes_are_kept")]
    [InlineData(Fault.DropsXattrs, "Access_control_lists_and_modes_are_both_kept")]
    [InlineData(Fault.CutsTimes, "Times_are_kept_to_the_nanosecond")]
    [InlineData(Fault.ShowsLayersBeforeTheirCommit, "A_layer_is_absent_until_its_commit")]
    [InlineData(Fault.RefusesToRemoveWhatIsNotThere, "What_is_not_there_is_removed_without_an_error")]
    [InlineData(Fault.ListsNothing, "A_committed_layer_is_present_listed_and_can_be_read")]
    [InlineData(Fault.ChangesItsParent, "A_parent_is_not_changed_by_its_children")]
    [InlineData(Fault.OverlooksDeletions, "Changes_against_any_layer_below_equal_a_comparison_of_the_trees")]
    [InlineData(Fault.OverlooksDeletions, "Additions_modifications_and_deletions_are_told_apart")]
    [InlineData(Fault.FollowsLinksOutOfTheLayer, "An_absolute_link_leads_to_a_place_inside")]
    [InlineData(Fault.SwallowsBrokenPayloads, "A_payload_that_breaks_off_comes_through_and_leaves_nothing")]
    [InlineData(Fault.IgnoresOptions, "An_option_that_is_not_known_is_refused_and_leaves_nothing")]
    public void A_fault_is_found_and_told(Fault fault, string check)
    {
        DriverConformance suite = new(context => new FaultyDriver(context, fault)) { Place = Directory.Exists("/dev/shm") ? "/dev/shm" : null };

        Exception? failure = Record.Exception(suite.Checks().Single(candidate => candidate.Name == check).Run);

        Assert.NotNull(failure);
        Assert.True(failure is ConformanceException || fault == Fault.RefusesToRemoveWhatIsNotThere, failure.ToString());
    }
}
