namespace LayerKit.Drivers;

/// <summary>Where a driver works and what its host hands it.</summary>
public sealed record DriverContext
{
    /// <summary>A context for the driver's own directory.</summary>
    /// <param name="root">Absolute path of <see cref="Root"/>.</param>
    public DriverContext(string root)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        Root = Path.GetFullPath(root);
    }

    /// <summary>The driver's own directory, <c>&lt;data root&gt;/&lt;driver name&gt;</c>. It exists when the driver is made, perhaps not yet when it is probed.</summary>
    public string Root { get; }

    /// <summary>True when nothing may be written, not even directories that are missing; members that change something are not called then.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Services of the host, or null when it has none.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>Told what an operator should know and what is no error, such as the use of an obsolete option; null when nobody listens.</summary>
    public Action<string>? Warn { get; init; }
}
