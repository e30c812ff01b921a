using System.Text;
using LayerKit.Drivers.Tree;
using LayerKit.Errors;
using Microsoft.Win32.SafeHandles;

namespace LayerKit.Drivers.Portable;

/// <summary>Applies a layer with .NET's means: contents, links and modes on disk, all the rest on record.</summary>
/// <remarks>A hard link becomes a file of its own, because .NET cannot make one. Each file is flushed, because there is no syncfs.</remarks>
internal sealed class PortableWriter(string root, bool hasLower, DeviationLog deviations) : ITreeWriter
{
    private readonly PortableRoot _root = new(root);
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);
    private readonly List<(string Place, UnixTime Time)> _times = [];

    public void Add(in LayerEntry entry, LayerPayload payload)
    {
        if (entry.Path.IsEmpty && entry.Type != LayerEntryType.Directory)
        {
            throw new UnsafeTarEntryException(".", $"it would replace the root of the layer by a {entry.Type}");
        }

        string place = _root.Find(entry.Path);
        MakeParents(Path.GetDirectoryName(place)!);
        bool merges = entry.Type == LayerEntryType.Directory && PortableFile.IsDirectory(place);
        if (!merges)
        {
            Remove(place);
        }

        _own.Add(place);
        deviations.Record(Make(place, entry, payload));
    }

    public void Whiteout(ReadOnlySpan<byte> path)
    {
        if (hasLower && !path.IsEmpty)
        {
            Strip(_root.Find(path));
        }
    }

    public void Opaque(ReadOnlySpan<byte> path)
    {
        string place = _root.Follow(path);
        if (hasLower && PortableFile.IsDirectory(place))
        {
            StripContents(place);
        }
    }

    public void Finish()
    {
        foreach ((string place, UnixTime time) in Enumerable.Reverse(_times).Where(static item => Directory.Exists(item.Place)))
        {
            PortableFile.SetTime(place, time);
        }
    }

    public void Dispose()
    {
    }

    /// <summary>Makes what the entry says and answers what to keep on record; the owner at least is never on disk.</summary>
    private Deviation Make(string place, in LayerEntry entry, LayerPayload payload)
    {
        byte[] path = _root.PathOf(place);
        switch (entry.Type)
        {
            case LayerEntryType.File:
                using (SafeFileHandle handle = File.OpenHandle(place, FileMode.CreateNew, FileAccess.Write))
                {
                    payload.CopyTo(handle);
                    RandomAccess.FlushToDisk(handle);
                }

                PortableFile.SetMode(place, entry.Mode, isDirectory: false);
                PortableFile.SetTime(place, entry.ModifiedTime);
                break;
            case LayerEntryType.Directory:
                Directory.CreateDirectory(place);
                PortableFile.SetMode(place, entry.Mode, isDirectory: true);
                _times.Add((place, entry.ModifiedTime));
                break;
            case LayerEntryType.SymbolicLink:
                File.CreateSymbolicLink(place, Encoding.UTF8.GetString(entry.LinkTarget));
                break;
            case LayerEntryType.HardLink:
                return Copy(place, path, entry);
            default:
                return Deviation.Of(entry, path, isAbsent: true);
        }

        return Deviation.Of(entry, path);
    }

    private Deviation Copy(string place, byte[] path, in LayerEntry entry)
    {
        string source = _root.Find(entry.LinkTarget);
        if (!deviations.TryFind(_root.PathOf(source), out Deviation? deviation) || deviation.Type == LayerEntryType.Directory)
        {
            throw new UnsupportedTarEntryException(EntryText.Of(entry.Path), $"it is a hard link to '{EntryText.Of(entry.LinkTarget)}', which is no file here");
        }

        if (deviation.Type == LayerEntryType.SymbolicLink)
        {
            File.CreateSymbolicLink(place, new FileInfo(source).LinkTarget!);
        }
        else if (!deviation.IsAbsent)
        {
            File.Copy(source, place);
        }

        return deviation.At(path);
    }

    // As in the Linux engine, a file in the way of a parent gives way.
    private void MakeParents(string directory)
    {
        if (directory.Length > root.Length && !PortableFile.IsDirectory(directory))
        {
            MakeParents(Path.GetDirectoryName(directory)!);
            Remove(directory);
            Directory.CreateDirectory(directory);
        }
    }

    private void Remove(string place)
    {
        PortableFile.Delete(place);
        deviations.ForgetTree(_root.PathOf(place));
    }

    private bool Strip(string place)
    {
        bool stays = PortableFile.IsDirectory(place) && StripContents(place);
        stays |= _own.Contains(place);
        if (!stays)
        {
            Remove(place);
        }

        return stays;
    }

    private bool StripContents(string directory)
    {
        byte[] path = _root.PathOf(directory);
        IEnumerable<string> absent = deviations.All.Where(item => item.IsAbsent && CleanPath.Parent(item.Path).SequenceEqual(path)).Select(item => _root.Find(item.Path));
        bool keepsOwn = false;
        foreach (string place in (string[])[.. Directory.EnumerateFileSystemEntries(directory), .. absent])
        {
            keepsOwn |= Strip(place);
        }

        return keepsOwn;
    }
}
