using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using LayerKit.References;

namespace LayerKit.Generators.Tests.References;

/// <summary>Changes the process-wide level, so it runs alone.</summary>
[Collection(nameof(LeakTests))]
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public sealed class LeakTests : IDisposable
{
    private readonly LeakLevel _before = LeakDetection.Level;
    private readonly List<HandleLeak> _leaks = [];
    private readonly Counted _resource = new();
    private readonly HandleTracker _tracker;

    public LeakTests() => _tracker = new HandleTracker(_leaks.Add);

    public void Dispose() => LeakDetection.Level = _before;

    [Fact]
    public void A_leaked_handle_is_reported_and_its_reference_returned()
    {
        LeakDetection.Level = LeakLevel.Count;
        LeakOne();
        Collect();
        HandleLeak leak = Assert.Single(_leaks);
        Assert.Equal(("CountedHandle", "resource 7"), (leak.Handle, leak.Resource));
        Assert.Null(leak.Origin);
        Assert.Equal(1, _resource.Freed);
        Assert.Equal(0, _tracker.Live);
    }

    [Fact]
    public void At_the_level_of_every_stack_a_leak_says_who_made_it()
    {
        LeakDetection.Level = LeakLevel.Every;
        LeakOne();
        Collect();
        Assert.Contains(nameof(LeakOne), Assert.Single(_leaks).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void At_the_sampled_level_one_in_so_many_says_who_made_it()
    {
        LeakDetection.Level = LeakLevel.Sampled;
        for (int i = 0; i < LeakDetection.SampleEvery; i++)
        {
            LeakOne();
        }

        Collect();
        Assert.Equal(LeakDetection.SampleEvery, _leaks.Count);
        Assert.Single(_leaks, leak => leak.Origin is not null);
    }

    [Fact]
    public void When_off_nothing_is_reported_and_the_reference_is_returned_all_the_same()
    {
        LeakDetection.Level = LeakLevel.Off;
        LeakOne();
        Collect();
        Assert.Empty(_leaks);
        Assert.Equal(1, _resource.Freed);
    }

    [Fact]
    public void Handles_that_are_alive_are_counted()
    {
        LeakDetection.Level = LeakLevel.Count;
        using CountedHandle first = CountedHandle.Of(_resource, _tracker);
        CountedHandle second = first.Clone();
        Assert.Equal(2, _tracker.Live);
        second.Dispose();
        Assert.Equal(1, _tracker.Live);
    }

    [Fact]
    public void Meters_tell_live_handles_and_double_releases()
    {
        LeakDetection.Level = LeakLevel.Count;
        Dictionary<string, long> sums = [];
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => Subscribe(instrument, self) };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => sums[instrument.Name] = sums.GetValueOrDefault(instrument.Name) + value);
        listener.Start();
        CountedHandle handle = CountedHandle.Of(_resource, _tracker);
        Assert.Equal(1, sums["layerkit.handles.live"]);
        handle.Detach()!.Release();
        handle.Detach();
        Assert.Equal(0, sums["layerkit.handles.live"]);
        Assert.Equal(1, sums["layerkit.handles.released_twice"]);
    }

    private static void Subscribe(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == "LayerKit.Handles")
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LeakOne() => CountedHandle.Of(_leaks.Count == 0 ? _resource : new Counted(), _tracker).Use();

    private void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        _tracker.Reap();
    }
}
