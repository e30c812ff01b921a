namespace LayerKit;

/// <summary>A range of user or group ids as a container sees them, and what they are on the host: a line of <c>/proc/self/uid_map</c>, user_namespaces(7).</summary>
/// <param name="ContainerId">First id in the container, which is what tars name.</param>
/// <param name="HostId">First id on the host, which is what files belong to.</param>
/// <param name="Length">How many ids follow one another.</param>
public sealed record IdRange(long ContainerId, long HostId, long Length)
{
    /// <summary>As in <c>/proc/self/uid_map</c>.</summary>
    public override string ToString() => $"{ContainerId} {HostId} {Length}";
}
