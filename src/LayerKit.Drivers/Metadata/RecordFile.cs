namespace LayerKit.Drivers.Metadata;

/// <summary>The file names of Docker's records (moby, daemon/internal/layer/filestore.go).</summary>
/// <remarks>
/// <c>os</c> (2017 to 2022) and <c>descriptor.json</c> (Windows) may lie beside them and are ignored.
/// </remarks>
internal static class RecordFile
{
    /// <summary>Layer: its DiffID.</summary>
    public const string Diff = "diff";

    /// <summary>Layer: its own bytes, a decimal number.</summary>
    public const string Size = "size";

    /// <summary>Layer: the driver's name for its content.</summary>
    public const string CacheId = "cache-id";

    /// <summary>Layer: its split data, compressed with gzip.</summary>
    public const string Split = "tar-split.json.gz";

    /// <summary>RW layer: the driver's name for its content.</summary>
    public const string MountId = "mount-id";

    /// <summary>RW layer: the driver's name for its init layer; no file when there is none.</summary>
    public const string InitId = "init-id";

    /// <summary>Both: the ChainID of the layer below; no file when there is none.</summary>
    public const string Parent = "parent";
}
