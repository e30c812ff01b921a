namespace LayerKit.References;

/// <summary>What a reference to a layer comes from.</summary>
internal enum ReferenceKind
{
    /// <summary>A handle, an open tar stream.</summary>
    Handle,

    /// <summary>A layer registered, or being registered, on it.</summary>
    Child,

    /// <summary>An RW layer created, or being created, on it.</summary>
    RWLayer,
}
