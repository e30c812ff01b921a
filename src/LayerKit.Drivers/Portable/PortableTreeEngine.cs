using LayerKit.Drivers.Tree;

namespace LayerKit.Drivers.Portable;

/// <summary>Works with .NET's file API alone, on systems other than Linux.</summary>
internal sealed class PortableTreeEngine : ITreeEngine
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    public string Name => "portable";

    public ITreeWriter Write(string root, bool hasLower, DeviationLog deviations) => new PortableWriter(root, hasLower, deviations);

    public ILayerContent Read(string root, DeviationLog deviations) => new PortableContent(root, deviations);

    public void Copy(string source, string target, CancellationToken token)
    {
        foreach (string place in Directory.EnumerateFileSystemEntries(source))
        {
            token.ThrowIfCancellationRequested();
            string copy = Path.Combine(target, Path.GetFileName(place));
            if (new FileInfo(place).LinkTarget is { } link)
            {
                File.CreateSymbolicLink(copy, link);
            }
            else if (Directory.Exists(place))
            {
                Copy(place, Directory.CreateDirectory(copy).FullName, token);
            }
            else
            {
                File.Copy(place, copy);
                PortableFile.CopyMetadata(place, copy);
            }
        }

        token.ThrowIfCancellationRequested();
        PortableFile.CopyMetadata(source, target);
    }

    public IReadOnlyList<Change> Compare(RecordedTree? older, RecordedTree newer, CancellationToken token) =>
        new PortableComparer(older, newer, token).Compare();

    /// <summary>Here a hard link counts like a file of its own.</summary>
    public long Measure(string path) => new DirectoryInfo(path).EnumerateFiles("*", Everything).Where(file => file.LinkTarget is null).Sum(file => file.Length);

    public void Remove(string path, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        PortableFile.Delete(path);
    }

    /// <summary>Nothing is left to do: the writer flushes each file.</summary>
    public void Sync(string path)
    {
    }
}
