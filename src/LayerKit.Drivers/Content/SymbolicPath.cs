using LayerKit.Drivers.Tree;

namespace LayerKit.Drivers.Content;

/// <summary>Follows the symbolic links of one layer, never out of it.</summary>
internal static class SymbolicPath
{
    private const int MaxLinks = 40;

    /// <summary>The path with the links on its way replaced, the last part left as it is; the path itself when they lead in a circle.</summary>
    public static byte[] Resolve(IndexFile index, ReadOnlySpan<byte> path)
    {
        List<byte[]> done = [];
        Stack<byte[]> left = new();
        Push(left, path);
        int links = 0;
        while (left.TryPop(out byte[]? part))
        {
            if (part.AsSpan().SequenceEqual(".."u8))
            {
                done.RemoveRange(Math.Max(done.Count - 1, 0), Math.Min(done.Count, 1));
                continue;
            }

            done.Add(part);
            if (left.Count == 0 || !index.TryFind(Join(done), out IndexRecord record) || record.Kind != RecordKind.SymbolicLink)
            {
                continue;
            }

            if (++links > MaxLinks)
            {
                return path.ToArray();
            }

            bool isAbsolute = record.Entry.LinkTarget.StartsWith("/"u8);
            done.RemoveRange(isAbsolute ? 0 : done.Count - 1, isAbsolute ? done.Count : 1);
            Push(left, record.Entry.LinkTarget);
        }

        return Join(done);
    }

    private static void Push(Stack<byte[]> parts, ReadOnlySpan<byte> path)
    {
        while (!path.IsEmpty)
        {
            ReadOnlySpan<byte> name = CleanPath.Name(path);
            path = CleanPath.Parent(path);
            if (!name.IsEmpty && !name.SequenceEqual("."u8))
            {
                parts.Push(name.ToArray());
            }
        }
    }

    private static byte[] Join(List<byte[]> parts)
    {
        byte[] path = [];
        foreach (byte[] part in parts)
        {
            path = CleanPath.Join(path, part);
        }

        return path;
    }
}
