namespace LayerKit.Testing.Tests.Drivers;

/// <summary>What <see cref="FaultyDriver"/> does wrong.</summary>
public enum Fault
{
    ForgetsWhiteouts,
    ForgetsOpaque,
    DropsXattrs,
    CutsTimes,
    ShowsLayersBeforeTheirCommit,
    RefusesToRemoveWhatIsNotThere,
    ListsNothing,
    ChangesItsParent,
    OverlooksDeletions,
    FollowsLinksOutOfTheLayer,
    SwallowsBrokenPayloads,
    IgnoresOptions,
}
