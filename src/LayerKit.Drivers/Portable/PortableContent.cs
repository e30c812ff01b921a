using System.Text;
using LayerKit.Drivers.Tree;

namespace LayerKit.Drivers.Portable;

/// <summary>Reads a layer with .NET's means.</summary>
internal sealed class PortableContent(string root, DeviationLog deviations) : ILayerContent
{
    private readonly PortableRoot _root = new(root);

    public Stream OpenFile(ReadOnlySpan<byte> path)
    {
        string place = _root.Find(path);
        return File.Exists(place) && new FileInfo(place).LinkTarget is null
            ? new FileStream(place, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0)
            : throw new FileNotFoundException($"the layer has no file '{EntryText.Of(path)}'", EntryText.Of(path));
    }

    public bool TryDescribe(ReadOnlySpan<byte> path, out LayerEntry entry)
    {
        entry = default;
        string place = _root.Find(path);
        bool isRecorded = deviations.TryFind(_root.PathOf(place), out Deviation? deviation);
        if (!PortableFile.Exists(place))
        {
            entry = isRecorded ? deviation!.ToEntry() : default;
            return isRecorded;
        }

        LayerEntry present = PortableFile.Describe(place);
        LayerEntry asked = isRecorded ? deviation!.ToEntry() : present;
        entry = new LayerEntry
        {
            Type = present.Type,
            LinkTarget = Encoding.UTF8.GetBytes(new FileInfo(place).LinkTarget ?? ""),
            Size = present.Size,
            ModifiedTime = present.Type == LayerEntryType.File ? present.ModifiedTime : asked.ModifiedTime,
            Mode = asked.Mode,
            UserId = asked.UserId,
            GroupId = asked.GroupId,
            Xattrs = asked.Xattrs,
        };
        return true;
    }

    public void Dispose()
    {
    }
}
