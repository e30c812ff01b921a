using System.Text;

namespace LayerKit.Drivers.Tree;

/// <summary>Shows paths in messages.</summary>
internal static class EntryText
{
    public static string Of(ReadOnlySpan<byte> path) => path.IsEmpty ? "." : Encoding.UTF8.GetString(path);
}
