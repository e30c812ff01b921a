using LayerKit.Registration;

namespace LayerKit.Drivers;

/// <summary>The drivers and metadata stores that come with LayerKit.</summary>
[LayerDriverHost]
public static partial class BuiltInDrivers;
