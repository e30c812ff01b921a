namespace LayerKit.Metadata;

/// <summary>Where a metadata store works.</summary>
/// <param name="Root">Absolute path of the data root.</param>
/// <param name="DriverName">The driver whose layers are described.</param>
/// <param name="Sync">True when what a transaction commits has to survive a power cut before <see cref="IMetadataTransaction.Commit"/> returns.</param>
public sealed record MetadataContext(string Root, string DriverName, bool Sync)
{
    /// <summary>LayerKit's own directory in the root, for what a foreign layout has no place for. It exists unless <see cref="ReadOnly"/>.</summary>
    public string LayerKitDirectory => Path.Combine(Root, "layerkit");

    /// <summary>True when nothing may be written, not even directories that are missing; members that change something are not called then.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Options whose keys start with the store's name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Options { get; init; } = [];

    /// <summary>Services of the host, or null when it has none.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>Told what an operator should know and what is no error, such as the use of an obsolete option; null when nobody listens.</summary>
    public Action<string>? Warn { get; init; }
}
