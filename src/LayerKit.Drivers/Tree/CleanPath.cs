namespace LayerKit.Drivers.Tree;

/// <summary>Takes clean paths apart: no leading or trailing slash, no empty part, the empty path is the root.</summary>
internal static class CleanPath
{
    public static ReadOnlySpan<byte> Parent(ReadOnlySpan<byte> path) => path[..Math.Max(path.LastIndexOf((byte)'/'), 0)];

    public static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> path) => path[(path.LastIndexOf((byte)'/') + 1)..];

    public static byte[] Join(ReadOnlySpan<byte> parent, ReadOnlySpan<byte> name) => parent.IsEmpty ? name.ToArray() : [.. parent, (byte)'/', .. name];
}
