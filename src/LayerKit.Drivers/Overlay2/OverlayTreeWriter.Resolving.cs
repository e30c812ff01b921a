using LayerKit.Drivers.Linux;
using LayerKit.Drivers.Tree;

namespace LayerKit.Drivers.Overlay2;

/// <content>Paths through symbolic links of this layer and of lower ones, which no single directory can resolve.</content>
internal sealed partial class OverlayTreeWriter
{
    /// <summary>Finds the real path of a directory of the merged tree, symbolic links followed inside the root; false when there is none.</summary>
    private bool TryResolve(ReadOnlySpan<byte> path, out byte[] real)
    {
        real = path.ToArray();
        if (Directories.Find(path, out _) >= 0)
        {
            return true;
        }

        if (_lastLink is { } last && path.SequenceEqual(last.Path))
        {
            real = last.Real;
            return true;
        }

        if (!TryWalk(path, ref real))
        {
            return false;
        }

        _lastLink = (path.ToArray(), real);
        return true;
    }

    private bool TryWalk(ReadOnlySpan<byte> path, ref byte[] real)
    {
        Stack<byte[]> parts = [];
        Push(parts, path);
        real = [];
        int links = 0;
        while (parts.TryPop(out byte[]? part))
        {
            if (part.AsSpan().SequenceEqual(".."u8))
            {
                real = CleanPath.Parent(real).ToArray();
                continue;
            }

            if (!TryLook(real, part, out CachedDirectory directory, out FileStatus status))
            {
                return false;
            }

            if (status.IsDirectory)
            {
                real = CleanPath.Join(real, part);
                continue;
            }

            if (!status.IsSymlink || ++links > MaxLinks)
            {
                return false;
            }

            byte[] target = LinkReader.Read(directory.Handle, part);
            real = target[0] == (byte)'/' ? [] : real;
            Push(parts, target);
        }

        return true;
    }

    /// <summary>Looks at a name of the merged tree: this layer's if it has one, else what the lower layers show.</summary>
    private bool TryLook(byte[] parent, byte[] name, out CachedDirectory directory, out FileStatus status)
    {
        status = default;
        if (Directories.Find(parent, out directory) >= 0 && TryStatus(directory, name, out status))
        {
            return !status.IsWhiteout;
        }

        if (OpenLower(parent) is not { } lower)
        {
            return false;
        }

        directory = lower;
        return TryStatus(lower, name, out status);
    }

    private static void Push(Stack<byte[]> parts, ReadOnlySpan<byte> path)
    {
        List<byte[]> names = [];
        foreach (Range range in path.Split((byte)'/'))
        {
            ReadOnlySpan<byte> name = path[range];
            if (!name.IsEmpty && !name.SequenceEqual("."u8))
            {
                names.Add(name.ToArray());
            }
        }

        for (int i = names.Count - 1; i >= 0; i--)
        {
            parts.Push(names[i]);
        }
    }
}
