namespace LayerKit.Generators.Analyzers.Flow;

/// <summary>Whose a handle is on one path.</summary>
internal enum Ownership
{
    /// <summary>Somebody else's: a parameter, a field.</summary>
    Borrowed,

    /// <summary>The method's own to release.</summary>
    Owned,

    /// <summary>Handed on, to whoever releases it.</summary>
    Gone,

    /// <summary>Given back.</summary>
    Released,
}
