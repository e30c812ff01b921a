namespace LayerKit.References;

/// <summary>What a reference to a layer that is no handle comes from.</summary>
internal enum ReferenceKind
{
    /// <summary>A layer registered, or being registered, on it.</summary>
    Child,

    /// <summary>An RW layer created, or being created, on it.</summary>
    RWLayer,
}
