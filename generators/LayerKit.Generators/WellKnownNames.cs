namespace LayerKit.Generators;

/// <summary>Full metadata names of the types that generators and analyzers look for in user code.</summary>
internal static class WellKnownNames
{
    public const string AbstractionsAssembly = "LayerKit.Abstractions";

    public const string LayerDriverAttribute = "LayerKit.Registration.LayerDriverAttribute";
    public const string MetadataStoreAttribute = "LayerKit.Registration.MetadataStoreAttribute";
    public const string DriverOptionAttribute = "LayerKit.Registration.DriverOptionAttribute";
    public const string DriverConstructorAttribute = "LayerKit.Registration.DriverConstructorAttribute";
    public const string LayerDriverHostAttribute = "LayerKit.Registration.LayerDriverHostAttribute";
    public const string LayerPluginEntryAttribute = "LayerKit.Registration.LayerPluginEntryAttribute";
    public const string PluginContract = "LayerKit.Registration.PluginContract";
    public const string ByteSize = "LayerKit.Registration.ByteSize";

    public const string LayerDriverInterface = "LayerKit.Drivers.ILayerDriver";
    public const string MetadataStoreInterface = "LayerKit.Metadata.IMetadataStore";
    public const string DriverContext = "LayerKit.Drivers.DriverContext";
    public const string MetadataContext = "LayerKit.Metadata.MetadataContext";

    public const string RefCountedHandleAttribute = "LayerKit.References.RefCountedHandleAttribute";
    public const string RefCountedHandle = "LayerKit.References.RefCountedHandle";

    public const string Logger = "Microsoft.Extensions.Logging.ILogger`1";
}
