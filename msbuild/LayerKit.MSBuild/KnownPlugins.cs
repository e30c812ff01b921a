using LayerKit.Registration;

namespace LayerKit.MSBuild;

/// <summary>The drivers and metadata stores that the package brings.</summary>
[LayerDriverHost]
internal static partial class KnownPlugins;
