namespace LayerKit.Drivers;

/// <summary>What happened to a path; the numbers are Docker's.</summary>
public enum ChangeKind
{
    /// <summary>It is there in both and differs, or something below it does.</summary>
    Modified = 0,

    /// <summary>It is new.</summary>
    Added = 1,

    /// <summary>It is gone.</summary>
    Deleted = 2,
}
