namespace LayerKit.Drivers;

/// <summary>What a driver has under an id.</summary>
public enum DriverPresence
{
    /// <summary>Nothing, or what a killed writer left.</summary>
    Absent,

    /// <summary>A layer that can be opened.</summary>
    Committed,

    /// <summary>A layer the driver can see is not whole. Reported, never guessed away.</summary>
    Damaged,
}
