namespace LayerKit.References;

/// <summary>How much is remembered of every handle, in case it leaks. A leaked reference is returned at every level.</summary>
public enum LeakLevel
{
    /// <summary>Nothing: leaks are not reported.</summary>
    Off,

    /// <summary>When it was made; leaks are reported with type, resource and age.</summary>
    Count,

    /// <summary>For one handle in <see cref="LeakDetection.SampleEvery"/> also the stack that made it.</summary>
    Sampled,

    /// <summary>For each handle also the stack that made it, which costs microseconds.</summary>
    Every,
}
