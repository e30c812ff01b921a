namespace LayerKit.Generators.Emit;

/// <summary>Types as generated code writes them.</summary>
internal static class Names
{
    public const string OptionText = "global::LayerKit.Registration.OptionText";
    public const string OptionReader = "global::LayerKit.Registration.OptionReader";
    public const string TypedOption = "global::LayerKit.Registration.TypedOption";
    public const string PluginServices = "global::LayerKit.Registration.PluginServices";
    public const string PluginCatalog = "global::LayerKit.Registration.PluginCatalog";
    public const string PluginManifest = "global::LayerKit.Registration.IPluginManifest";
    public const string DriverRegistration = "global::LayerKit.Registration.DriverRegistration";
    public const string MetadataStoreRegistration = "global::LayerKit.Registration.MetadataStoreRegistration";
    public const string DriverContext = "global::LayerKit.Drivers.DriverContext";
    public const string MetadataContext = "global::LayerKit.Metadata.MetadataContext";
    public const string Pairs = "global::System.Collections.Generic.IReadOnlyList<global::System.Collections.Generic.KeyValuePair<string, string>>";
    public const string Handle = "global::LayerKit.References.RefCountedHandle";
    public const string Cell = "global::LayerKit.References.RefCell";
    public const string Counter = "global::LayerKit.References.RefCounter";
    public const string Lease = "global::LayerKit.References.Lease";
    public const string LeasedStream = "global::LayerKit.References.LeasedStream";

    /// <summary>A word of a user (<c>fuse-overlayfs</c>) as an identifier (<c>FuseOverlayfs</c>).</summary>
    public static string Pascal(string word)
    {
        IEnumerable<string> parts = word.Split(['-', '_', '.', ' '], StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1));
        string name = string.Concat(parts);
        return name.Length == 0 || char.IsDigit(name[0]) ? "_" + name : name;
    }
}
