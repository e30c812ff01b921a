using LayerKit.Registration;

namespace LayerKit.Cli;

/// <summary>The drivers and metadata stores of everything this program references.</summary>
[LayerDriverHost]
internal static partial class KnownPlugins;
