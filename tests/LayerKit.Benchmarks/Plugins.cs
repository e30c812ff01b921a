using LayerKit.Registration;

namespace LayerKit.Benchmarks;

/// <summary>The drivers and metadata stores that ship.</summary>
[LayerDriverHost]
internal static partial class Plugins;
