using LayerKit.Drivers.Linux;

namespace LayerKit.Drivers.Tree;

/// <summary>Reads symbolic links whole.</summary>
internal static class LinkReader
{
    private const int PathMax = 4096;

    public static byte[] Read(int directory, ReadOnlySpan<byte> name)
    {
        Span<byte> target = stackalloc byte[PathMax];
        int length = NativeException.Check(Unistd.ReadLinkAt(directory, name, target), "readlinkat", name);
        return target[..length].ToArray();
    }
}
