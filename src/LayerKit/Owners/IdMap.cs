namespace LayerKit.Owners;

/// <summary>Translates ids between container and host; without a range every id is itself.</summary>
internal sealed class IdMap
{
    // Ids are 32 bits wide, and the last one means "none": chown(2).
    private const long Ids = uint.MaxValue;

    private readonly IReadOnlyList<IdRange> _ranges;

    /// <exception cref="ArgumentException">A range is empty, leaves the ids there are, or meets another.</exception>
    public IdMap(IReadOnlyList<IdRange> ranges, string what)
    {
        if (ranges.FirstOrDefault(range => range.ContainerId < 0 || range.HostId < 0 || range.Length <= 0
            || range.Length > Ids - Math.Max(range.ContainerId, range.HostId)) is { } wrong)
        {
            throw new ArgumentException($"the {what} range '{wrong}' is empty or leaves the ids there are");
        }

        if (Meet(ranges, range => range.ContainerId) || Meet(ranges, range => range.HostId))
        {
            throw new ArgumentException($"two {what} ranges meet");
        }

        _ranges = ranges;
    }

    public bool IsIdentity => _ranges.Count == 0;

    /// <summary>The host's id; null when no range has it.</summary>
    public long? ToHost(long id) => Translate(id, range => range.ContainerId, range => range.HostId);

    /// <summary>The container's id; null when no range has it.</summary>
    public long? ToContainer(long id) => Translate(id, range => range.HostId, range => range.ContainerId);

    private static bool Meet(IReadOnlyList<IdRange> ranges, Func<IdRange, long> first)
    {
        IdRange[] sorted = [.. ranges.OrderBy(first)];
        return sorted.Zip(sorted.Skip(1)).Any(pair => first(pair.First) + pair.First.Length > first(pair.Second));
    }

    private long? Translate(long id, Func<IdRange, long> from, Func<IdRange, long> to)
    {
        if (IsIdentity)
        {
            return id;
        }

        IdRange? range = _ranges.FirstOrDefault(range => id >= from(range) && id - from(range) < range.Length);
        return range is null ? null : to(range) + (id - from(range));
    }
}
