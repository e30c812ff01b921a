namespace LayerKit.Drivers;

/// <summary>What can be asked of a new RW layer.</summary>
public sealed record ReadWriteOptions
{
    /// <summary>An SELinux mount label, or null.</summary>
    public string? MountLabel { get; init; }

    /// <summary>Options of the driver by name, such as <c>size</c>.</summary>
    public IReadOnlyDictionary<string, string> StorageOptions { get; init; } = new Dictionary<string, string>();
}
