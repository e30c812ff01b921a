namespace LayerKit;

/// <summary>How a layer or an RW layer is mounted.</summary>
public sealed record MountOptions
{
    /// <summary>An SELinux mount label, or null; only the first mount's counts.</summary>
    public string? Label { get; init; }

    /// <summary>
    /// True for a mount that outlives its <see cref="Mount"/> and the process, until <see cref="LayerStore.Unmount(string)"/> or
    /// <see cref="LayerStore.Unmount(Identity.ChainId)"/> ends it. After a restart of the machine it has to be mounted again.
    /// </summary>
    public bool Persistent { get; init; }
}
