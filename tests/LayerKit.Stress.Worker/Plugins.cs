using LayerKit.Registration;

namespace LayerKit.Stress.Worker;

/// <summary>The drivers and metadata stores that ship.</summary>
[LayerDriverHost]
internal static partial class Plugins;
