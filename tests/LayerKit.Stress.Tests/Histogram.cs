namespace LayerKit.Stress.Tests;

/// <summary>How long calls took.</summary>
internal sealed class Histogram
{
    private static readonly double[] Bounds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, double.PositiveInfinity];

    private readonly List<double> _milliseconds = [];

    public int Count => _milliseconds.Count;

    public void Add(TimeSpan time) => _milliseconds.Add(time.TotalMilliseconds);

    /// <summary>The time, in milliseconds, that this part of the calls did not exceed.</summary>
    public double Percentile(double part) => _milliseconds.Order().ElementAt(Math.Min((int)(part * _milliseconds.Count), _milliseconds.Count - 1));

    public override string ToString()
    {
        IEnumerable<string> bars = Bounds.Zip(Bounds.Prepend(0)).Select(bound => $"<{bound.First}: {_milliseconds.Count(time => time >= bound.Second && time < bound.First)}");
        return $"n {Count}, p50 {Percentile(0.5):F2}, p99 {Percentile(0.99):F2}, max {Percentile(1):F2} ms; {string.Join(", ", bars)}";
    }
}
