namespace LayerKit.Generators.Analyzers.Flow;

/// <summary>What is known of a value on one path.</summary>
internal enum FlowValueKind
{
    /// <summary>Nothing.</summary>
    Unknown,

    Null,

    NotNull,

    True,

    False,

    /// <summary>A handle, or the task that will give it.</summary>
    Handle,

    /// <summary>True exactly when a handle was given through an out parameter.</summary>
    Given,

    /// <summary>A collection that the method made itself.</summary>
    Collection,

    /// <summary>A delegate, task or sequence that uses handles when it runs.</summary>
    Deferred,
}
