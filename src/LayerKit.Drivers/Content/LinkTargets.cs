using LayerKit.Drivers.Tree;
using LayerKit.Errors;

namespace LayerKit.Drivers.Content;

/// <summary>Looks for the files that a layer's hard links name, in the layer itself and in those below it.</summary>
internal sealed class LinkTargets(IndexFile index, IEnumerable<IndexFile> lower)
{
    /// <summary>Refuses a hard link to what is certainly not there.</summary>
    /// <exception cref="UnsupportedTarEntryException">There is one.</exception>
    public void ThrowIfAnyIsMissing()
    {
        for (int start = 0; start < index.RecordsLength;)
        {
            IndexRecord record = index.At(start);
            start = record.End;
            if (record.Kind == RecordKind.HardLink && !MayExist(record))
            {
                throw new UnsupportedTarEntryException(
                    EntryText.Of(record.Entry.Path),
                    $"it is a hard link to '{EntryText.Of(record.Entry.LinkTarget)}', which neither this layer nor a lower one has at this point");
            }
        }
    }

    /// <summary>False when the target is certainly missing. What lies behind a symbolic link is left to the one who makes files of it.</summary>
    private bool MayExist(in IndexRecord link)
    {
        ReadOnlySpan<byte> target = link.Entry.LinkTarget;
        if (index.TryFind(target, out IndexRecord own) && own.Start < link.Start)
        {
            return own.Kind != RecordKind.Directory;
        }

        IndexFile above = index;
        foreach (IndexFile layer in lower)
        {
            if (IsBehindLink(above, target))
            {
                return true;
            }

            if (Hides(above, target))
            {
                return false;
            }

            if (layer.TryFind(target, out IndexRecord found))
            {
                return found.Kind != RecordKind.Directory;
            }

            above = layer;
        }

        return IsBehindLink(above, target);
    }

    private static bool IsBehindLink(IndexFile layer, ReadOnlySpan<byte> path)
    {
        for (ReadOnlySpan<byte> parent = CleanPath.Parent(path); !parent.IsEmpty; parent = CleanPath.Parent(parent))
        {
            if (layer.TryFind(parent, out IndexRecord record) && record.Kind == RecordKind.SymbolicLink)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a layer hides a path of lower ones: by a whiteout of it or above it, an opaque directory, or a file where a directory was.</summary>
    private static bool Hides(IndexFile layer, ReadOnlySpan<byte> path)
    {
        if (layer.HasMark(path, RecordKind.Whiteout) || layer.HasMark(default, RecordKind.Opaque))
        {
            return true;
        }

        for (ReadOnlySpan<byte> parent = CleanPath.Parent(path); !parent.IsEmpty; parent = CleanPath.Parent(parent))
        {
            bool isFile = layer.TryFind(parent, out IndexRecord record) && record.Kind != RecordKind.Directory;
            if (isFile || layer.HasMark(parent, RecordKind.Whiteout) || layer.HasMark(parent, RecordKind.Opaque))
            {
                return true;
            }
        }

        return false;
    }
}
