namespace LayerKit;

/// <summary>What of a registered layer survives a power cut. A crash of the process alone loses nothing at any level.</summary>
public enum Durability
{
    /// <summary>Content, then records, are on stable storage when a call returns. The default.</summary>
    Full,

    /// <summary>Records are on stable storage, content when the system gets to it: what Docker does.</summary>
    Metadata,

    /// <summary>Nothing is synced: for caches that can be filled again. Damage shows at export.</summary>
    None,
}
