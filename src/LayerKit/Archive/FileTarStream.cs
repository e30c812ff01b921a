using System.Text;
using LayerKit.Drivers;

namespace LayerKit.Archive;

/// <summary>A tar of entries in the order they come in; each file is looked at again when its content was read.</summary>
internal sealed class FileTarStream(IEnumerable<FileTarEntry> entries) : TarSequenceStream
{
    private FileTarEntry? _current;

    protected override string CurrentName => _current!.Source!.FullName;

    protected override IEnumerable<TarPart> Parts()
    {
        foreach (FileTarEntry entry in entries)
        {
            _current = entry;
            yield return entry is { Type: LayerEntryType.File, Source: { Length: > 0 } source }
                ? new TarPart(Header(entry, source.Length), source.Length, () => Open(source))
                : new TarPart(Header(entry, 0), 0, null);
        }
    }

    protected override void ContentEnded()
    {
        if (IsChanged(_current!.Source!))
        {
            throw new FileChangedException(CurrentName);
        }
    }

    private static FileStream Open(FileInfo source) =>
        IsChanged(source) ? throw new FileChangedException(source.FullName) : source.OpenRead();

    private static bool IsChanged(FileInfo source)
    {
        FileInfo now = new(source.FullName);
        return !now.Exists || now.Length != source.Length || now.LastWriteTimeUtc != source.LastWriteTimeUtc;
    }

    private static ReadOnlyMemory<byte> Header(FileTarEntry entry, long size) => TarEntryHeader.Write(Encoding.UTF8.GetBytes(entry.Path), new LayerEntry
    {
        Type = entry.Type,
        Mode = entry.Mode,
        UserId = entry.UserId,
        GroupId = entry.GroupId,
        Size = size,
        LinkTarget = Encoding.UTF8.GetBytes(entry.LinkTarget),
        ModifiedTime = new UnixTime(entry.ModifiedTime, 0),
    });
}
