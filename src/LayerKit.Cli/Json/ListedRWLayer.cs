namespace LayerKit.Cli.Json;

/// <summary>One RW layer of <c>rw ls</c>, and what <c>rw create</c> made.</summary>
internal sealed record ListedRWLayer(string Name, string? Parent, string MountId, long Size)
{
    public static ListedRWLayer Of(RWLayer layer) => new(layer.Name, layer.Parent?.ToString(), layer.MountId.ToString(), layer.Size);
}
