using System.Buffers.Text;

namespace LayerKit.Drivers.Tree;

/// <summary>Paths through <c>/proc/self/fd</c>, for the calls that take neither a directory with a name nor a handle opened for paths only.</summary>
internal static class ProcPath
{
    private const int MaxNumber = 10;

    private static ReadOnlySpan<byte> Start => "/proc/self/fd/"u8;

    /// <summary>What an open file handle refers to.</summary>
    public static byte[] Of(int file) => Of(file, default);

    /// <summary>A name in an open directory; <c>.</c> for the directory.</summary>
    public static byte[] Of(int directory, ReadOnlySpan<byte> name)
    {
        Span<byte> number = stackalloc byte[MaxNumber];
        Utf8Formatter.TryFormat(directory, number, out int digits);
        return name.IsEmpty ? [.. Start, .. number[..digits]] : [.. Start, .. number[..digits], (byte)'/', .. name];
    }
}
