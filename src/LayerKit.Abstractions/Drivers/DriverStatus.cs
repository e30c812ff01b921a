using System.Collections;
using System.Runtime.CompilerServices;

namespace LayerKit.Drivers;

/// <summary>Ordered names and values that a driver tells about itself: <c>[("Backing", "ext4"), ("Reflink", "no")]</c>.</summary>
[CollectionBuilder(typeof(DriverStatus), nameof(Create))]
public sealed class DriverStatus : IReadOnlyList<(string Name, string Value)>
{
    private readonly (string Name, string Value)[] _pairs;

    private DriverStatus((string, string)[] pairs) => _pairs = pairs;

    /// <inheritdoc/>
    public int Count => _pairs.Length;

    /// <inheritdoc/>
    public (string Name, string Value) this[int index] => _pairs[index];

    /// <summary>What a collection expression calls.</summary>
    public static DriverStatus Create(ReadOnlySpan<(string Name, string Value)> pairs) => new(pairs.ToArray());

    /// <inheritdoc/>
    public IEnumerator<(string Name, string Value)> GetEnumerator() => ((IEnumerable<(string, string)>)_pairs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
