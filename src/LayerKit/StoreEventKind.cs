namespace LayerKit;

/// <summary>What can happen to a layer.</summary>
public enum StoreEventKind
{
    /// <summary>It was registered and is new.</summary>
    Registered,

    /// <summary>A reference to it was released.</summary>
    Released,

    /// <summary>It was removed, because nothing referred to it.</summary>
    Removed,

    /// <summary>Its damaged record was set aside.</summary>
    Quarantined,
}
