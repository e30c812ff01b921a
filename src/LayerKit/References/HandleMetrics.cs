using System.Diagnostics.Metrics;

namespace LayerKit.References;

/// <summary>The meter <c>LayerKit.Handles</c>. Nothing is measured, and nothing allocated, while nobody listens.</summary>
internal static class HandleMetrics
{
    private static readonly Meter Meter = new("LayerKit.Handles");

    private static readonly UpDownCounter<long> LiveCounter =
        Meter.CreateUpDownCounter<long>("layerkit.handles.live", "{handle}", "Handles made and not given back");

    private static readonly Counter<long> LeakCounter =
        Meter.CreateCounter<long>("layerkit.handles.leaked", "{handle}", "Handles collected without being given back");

    private static readonly Counter<long> TwiceCounter =
        Meter.CreateCounter<long>("layerkit.handles.released_twice", "{handle}", "Releases of handles that had been given back");

    public static void Opened(RefCountedHandle handle) => Add(handle, 1);

    public static void Closed(RefCountedHandle handle) => Add(handle, -1);

    public static void Leaked(HandleLeak leak)
    {
        LiveCounter.Add(-1, new KeyValuePair<string, object?>("type", leak.Handle));
        LeakCounter.Add(1, new KeyValuePair<string, object?>("type", leak.Handle));
    }

    public static void ReleasedTwice(RefCountedHandle handle) => TwiceCounter.Add(1, new KeyValuePair<string, object?>("type", handle.GetType().Name));

    private static void Add(RefCountedHandle handle, int change)
    {
        if (LiveCounter.Enabled)
        {
            LiveCounter.Add(change, new KeyValuePair<string, object?>("type", handle.GetType().Name));
        }
    }
}
