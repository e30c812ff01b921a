using LayerKit.Registration;
using Microsoft.Extensions.Logging;

namespace LayerKit;

/// <summary>How a store is opened.</summary>
public sealed record LayerStoreOptions
{
    /// <summary>Options for a data root.</summary>
    /// <param name="root">Directory that holds everything of the store; made when it does not exist.</param>
    public LayerStoreOptions(string root)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        Root = Path.GetFullPath(root);
    }

    /// <summary>Absolute path of the data root.</summary>
    public string Root { get; }

    /// <summary>The drivers and metadata stores to choose from.</summary>
    public required PluginCatalog Drivers { get; init; }

    /// <summary>The driver to use; null lets the root say, and for a new root <see cref="DefaultDriver"/>.</summary>
    public string? Driver { get; init; }

    /// <summary>The driver that a new root gets when <see cref="Driver"/> is null; null for the highest priority that works here.</summary>
    public string? DefaultDriver { get; init; }

    /// <summary>Options of the driver, keys with its name in front: <c>overlay2.size</c>.</summary>
    public IDictionary<string, string> DriverOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>The metadata store to use; null lets the root say, and for a new root the highest priority.</summary>
    public string? MetadataStore { get; init; }

    /// <summary>Options of the metadata store, keys with its name in front.</summary>
    public IDictionary<string, string> MetadataOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// True to write nothing into the root, so that somebody else's store can be read while they use it: layers are listed, read, exported and checked out, and every
    /// call that would change something fails. Other processes do not see the handles of such a store, so a layer may go while it is read.
    /// </summary>
    public bool ReadOnly { get; init; }

    /// <summary>
    /// What the user ids of tars are on this host, so that a container in a user namespace owns its files; empty for the same ids. Null lets the root say, which keeps the
    /// maps that it was made with; a tar with an owner outside them is refused.
    /// </summary>
    public IReadOnlyList<IdRange>? UidMaps { get; init; }

    /// <summary>What the group ids of tars are on this host; as <see cref="UidMaps"/>.</summary>
    public IReadOnlyList<IdRange>? GidMaps { get; init; }

    /// <summary>What has to survive a power cut.</summary>
    public Durability Durability { get; init; } = Durability.Full;

    /// <summary>The longest chain, in layers. Docker's 125 leaves room for an init and an RW layer in drivers that stop at 127.</summary>
    public int MaxDepth { get; init; } = 125;

    /// <summary>How long to wait while another process has the root open.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Services that drivers may ask for, or null.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>Where the store logs; null for nowhere.</summary>
    public ILoggerFactory? Loggers { get; init; }

    /// <summary>The clock, for tests.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
