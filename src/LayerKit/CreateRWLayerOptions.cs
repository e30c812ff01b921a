namespace LayerKit;

/// <summary>How an RW layer is created.</summary>
public sealed record CreateRWLayerOptions
{
    /// <summary>Writes into a layer of its own between parent and RW layer; it is handed that layer's mounted path. Its files count neither in Size nor in Changes.</summary>
    public Action<string>? Init { get; init; }

    /// <summary>An SELinux mount label, or null.</summary>
    public string? MountLabel { get; init; }

    /// <summary>Options of the driver, such as <c>size</c>.</summary>
    public IReadOnlyDictionary<string, string> StorageOptions { get; init; } = new Dictionary<string, string>();
}
