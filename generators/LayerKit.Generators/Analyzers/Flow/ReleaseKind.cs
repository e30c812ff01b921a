namespace LayerKit.Generators.Analyzers.Flow;

/// <summary>How a call gives a handle back.</summary>
internal enum ReleaseKind
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>A second time does nothing: Dispose, DisposeAsync.</summary>
    Dispose,

    /// <summary>At the end of <c>using</c>.</summary>
    Using,

    /// <summary>A second time is an error: a release by the store, Detach.</summary>
    Strict,
}
