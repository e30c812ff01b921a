namespace LayerKit.References;

/// <summary>Where an RW layer is in its life. Only a live one can be got; the name is taken in all three.</summary>
internal enum RWLayerState
{
    /// <summary>The driver is making it.</summary>
    Creating,

    /// <summary>Its record is published.</summary>
    Live,

    /// <summary>Its record is being removed.</summary>
    Removing,
}
