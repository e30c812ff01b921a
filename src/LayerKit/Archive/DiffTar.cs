using System.Text;
using LayerKit.Drivers;

namespace LayerKit.Archive;

/// <summary>A tar of what an RW layer changed: entries as they are now, whiteouts for what is gone, hard links among the changed files kept.</summary>
/// <remarks>Sorted as the changes are, no clock, nanosecond times, all extended attributes: the same files give the same bytes.</remarks>
internal sealed class DiffTar(IReadOnlyList<Change> changes, ILayerContent content) : TarSequenceStream
{
    private readonly Dictionary<ulong, byte[]> _firstNames = [];
    private ReadOnlyMemory<byte> _current;

    protected override string CurrentName => Encoding.UTF8.GetString(_current.Span);

    protected override IEnumerable<TarPart> Parts()
    {
        foreach (Change change in changes)
        {
            _current = change.PathBytes;
            yield return change.Kind == ChangeKind.Deleted ? TarPart.Whiteout(change.PathBytes.Span) : Entry(change.PathBytes);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            content.Dispose();
        }
    }

    private TarPart Entry(ReadOnlyMemory<byte> path)
    {
        if (!content.TryDescribe(path.Span, out LayerEntry entry))
        {
            throw new IOException($"{CurrentName} went away while it was read");
        }

        if (entry.Type != LayerEntryType.Directory && FirstName(entry.FileNumber, path.Span) is { } first)
        {
            LayerEntry link = new()
            {
                Type = LayerEntryType.HardLink,
                LinkTarget = first,
                Mode = entry.Mode,
                UserId = entry.UserId,
                GroupId = entry.GroupId,
                ModifiedTime = entry.ModifiedTime,
            };
            return new TarPart(TarEntryHeader.Write(path.Span, link), 0, null);
        }

        ReadOnlyMemory<byte> header = TarEntryHeader.Write(path.Span, entry);
        return entry is { Type: LayerEntryType.File, Size: > 0 } ? new TarPart(header, entry.Size, () => content.OpenFile(path.Span)) : new TarPart(header, 0, null);
    }

    /// <summary>The name under which this file was written before, or null when it is the first.</summary>
    private byte[]? FirstName(ulong fileNumber, ReadOnlySpan<byte> path)
    {
        if (fileNumber == 0)
        {
            return null;
        }

        if (!_firstNames.TryGetValue(fileNumber, out byte[]? first))
        {
            _firstNames.Add(fileNumber, path.ToArray());
        }

        return first;
    }
}
