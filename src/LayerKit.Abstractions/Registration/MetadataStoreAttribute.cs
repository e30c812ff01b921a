namespace LayerKit.Registration;

/// <summary>Registers a class that implements <see cref="Metadata.IMetadataStore"/>; its constructor is chosen as a driver's is, with <see cref="Metadata.MetadataContext"/> in place of the driver's.</summary>
/// <param name="name"><c>[a-z0-9][a-z0-9_-]{0,31}</c>; recorded in a root when it is created, and the prefix of the store's options.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MetadataStoreAttribute(string name) : Attribute
{
    /// <summary>The store's name.</summary>
    public string Name { get; } = name;

    /// <summary>Higher is the choice for a new root when none is named.</summary>
    public int Priority { get; set; }
}
