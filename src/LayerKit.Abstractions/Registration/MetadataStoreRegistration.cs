using LayerKit.Metadata;

namespace LayerKit.Registration;

/// <summary>A kind of metadata store that a program knows.</summary>
public sealed class MetadataStoreRegistration
{
    /// <summary>Registers a metadata store.</summary>
    /// <param name="name"><c>[a-z0-9][a-z0-9_-]{0,31}</c>; recorded in a root when it is created.</param>
    /// <param name="priority">Higher is the choice for a new root when none is named.</param>
    /// <param name="create">Opens the store of a root, making it when there is none.</param>
    /// <exception cref="ArgumentException">The name is not a plugin name.</exception>
    public MetadataStoreRegistration(string name, int priority, Func<MetadataContext, IMetadataStore> create)
    {
        PluginName.ThrowIfInvalid(name);
        Name = name;
        Priority = priority;
        Create = create;
    }

    /// <summary>The store's name.</summary>
    public string Name { get; }

    /// <summary>Higher is preferred for a new root.</summary>
    public int Priority { get; }

    /// <summary>Options the store takes from <see cref="MetadataContext.Options"/>.</summary>
    public IReadOnlyList<PluginOption> Options { get; init; } = [];

    /// <summary>The type that implements it, for messages.</summary>
    public string? Provider { get; init; }

    /// <summary>Opens the store of a root; throws <see cref="Errors.DriverOptionException"/> for options it does not know.</summary>
    public Func<MetadataContext, IMetadataStore> Create { get; }
}
