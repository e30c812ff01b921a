using LayerKit.MSBuild.Items;
using Microsoft.Build.Framework;

namespace LayerKit.MSBuild.Tasks;

/// <summary>A task that works on the project's store, which it opens and closes within one call.</summary>
public abstract class StoreTask : LayerKitTask
{
    /// <summary>Absolute path of the store's data root.</summary>
    [Required]
    public string StorePath { get; set; } = "";

    /// <summary>Names what is built: the project with its configuration, framework and runtime.</summary>
    public string Lease { get; set; } = "";

    /// <summary>The store's driver; empty lets the store say, and makes a new one that needs no rights.</summary>
    public string Driver { get; set; } = "";

    /// <summary>The store's metadata store; empty lets the store say.</summary>
    public string MetadataStore { get; set; } = "";

    /// <summary>Seconds to wait while another process has the store open; empty for the library's default.</summary>
    public string LockTimeout { get; set; } = "";

    private protected Task<LayerStore> OpenStoreAsync(CancellationToken cancellationToken)
    {
        Current = null;
        var options = new LayerStoreOptions(StorePath)
        {
            Drivers = KnownPlugins.CreateCatalog(),
            Driver = Driver.Length > 0 ? Driver : null,
            DefaultDriver = "content",
            MetadataStore = MetadataStore.Length > 0 ? MetadataStore : null,
            Durability = Durability.None, // A build can make every layer again.
        };
        return LayerStore.OpenAsync(LockTimeout.Length == 0 ? options : options with { LockTimeout = ParseTimeout() }, cancellationToken);
    }

    private TimeSpan ParseTimeout() =>
        ItemValues.TryNumber(LockTimeout, out uint seconds)
            ? TimeSpan.FromSeconds(seconds)
            : throw new ItemFault(ItemCodes.BadValue, null, $"bad LayerKitLockTimeout '{LockTimeout}': expected whole seconds");
}
