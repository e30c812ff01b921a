using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LayerKit.Observing;

/// <summary>Figures and activities of all stores of the process; docs/operators.md lists the names, which are stable.</summary>
internal static class StoreMetrics
{
    private static readonly Meter Meter = new("LayerKit");

    /// <summary>Spans of registers and releases.</summary>
    public static ActivitySource Activities { get; } = new("LayerKit");

    /// <summary>Layers registered; the tag <c>existed</c> says whether they were there already.</summary>
    public static Counter<long> Registered { get; } = Meter.CreateCounter<long>("layerkit.layers.registered", "{layer}", "Layers registered");

    /// <summary>Layers removed.</summary>
    public static Counter<long> Removed { get; } = Meter.CreateCounter<long>("layerkit.layers.removed", "{layer}", "Layers removed");

    /// <summary>Bytes of plain tar registered.</summary>
    public static Counter<long> TarBytes { get; } = Meter.CreateCounter<long>("layerkit.tar.read", "By", "Plain tar read by registers");

    /// <summary>How long a register took.</summary>
    public static Histogram<double> RegisterDuration { get; } = Meter.CreateHistogram<double>("layerkit.register.duration", "s", "Duration of registers");
}
