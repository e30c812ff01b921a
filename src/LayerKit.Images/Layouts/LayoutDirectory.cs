using System.Text.Json;
using LayerKit.Errors;
using LayerKit.Images.Blobs;
using LayerKit.Images.Json;
using LayerKit.Images.Writing;

namespace LayerKit.Images.Layouts;

/// <summary>A directory in the OCI image layout while one image is added to it.</summary>
internal sealed class LayoutDirectory : IDisposable
{
    private readonly string _path;
    private readonly LayoutLock _lock;

    private LayoutDirectory(string path, LayoutLock taken)
    {
        _path = path;
        _lock = taken;
        Blobs = new BlobDirectory(path, path);
    }

    public BlobDirectory Blobs { get; }

    /// <summary>Opens a layout, or makes one of a directory that is empty or not there, and waits for another writer to end.</summary>
    /// <exception cref="ImageLayoutException">It is something else, or of another version.</exception>
    /// <exception cref="ImageNotWrittenException">The file system refuses.</exception>
    public static LayoutDirectory Open(string path, CancellationToken token)
    {
        Output.Guard(path, () => Make(path));
        LayoutLock taken = LayoutLock.Take(path, token);
        try
        {
            ThrowIfUnknown(path, taken.ReadAll());
            RemoveParts(path);
            return new LayoutDirectory(path, taken);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Names an image whose blobs are there, and removes those of images that lost their last name; false when the layout named it so already.</summary>
    public bool Name(IEnumerable<OciDescriptor> entries)
    {
        string file = Path.Combine(_path, LayoutIndex.FileName);
        byte[] before = Output.Guard(_path, () => File.Exists(file) ? File.ReadAllBytes(file) : []);
        LayoutIndex index = before.Length == 0 ? LayoutIndex.CreateEmpty() : LayoutIndex.Parse(_path, before);
        string[] namedBefore = [.. index.Digests];
        foreach (OciDescriptor entry in entries)
        {
            index.Set(entry);
        }

        byte[] after = index.ToBytes();
        if (after.AsSpan().SequenceEqual(before))
        {
            return false;
        }

        using PartFile part = new(_path, file);
        part.Write(after);
        part.MoveTo(file);
        new LayoutBlobs(_path).RemoveUnnamed(index.Digests, namedBefore.Except(index.Digests));
        return true;
    }

    public void Dispose() => _lock.Dispose();

    private static void Make(string path)
    {
        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw new ImageNotWrittenException(path, "its directory does not exist");
        }

        Directory.CreateDirectory(path);
        string version = Path.Combine(path, OciLayoutVersion.FileName);
        if (File.Exists(version))
        {
            return;
        }

        if (Directory.EnumerateFileSystemEntries(path).Any(entry => !IsPart(entry)))
        {
            throw new ImageLayoutException(path, $"it has files but no {OciLayoutVersion.FileName}");
        }

        Begin(path, version);
    }

    /// <summary>Gives a directory the file that makes it a layout. Of two processes one does, and nobody sees a part of the file.</summary>
    private static void Begin(string path, string version)
    {
        byte[] content = ImageJson.Write(OciLayoutVersion.Current, ImageJson.Canonical.OciLayoutVersion);
        using PartFile part = new(path, version);
        part.Write(content);
        part.MoveToFree(version);
    }

    private static void ThrowIfUnknown(string path, byte[] content)
    {
        try
        {
            string? version = JsonSerializer.Deserialize(content, ImageJson.Canonical.OciLayoutVersion)?.Version;
            if (version != OciLayoutVersion.Current.Version)
            {
                throw new ImageLayoutException(path, $"its version is '{version}', and {OciLayoutVersion.Current.Version} is the one that is known");
            }
        }
        catch (JsonException e)
        {
            throw new ImageLayoutException(path, $"its {OciLayoutVersion.FileName} is damaged: {e.Message}", e);
        }
    }

    /// <summary>Nobody else writes here now, so that every part was left behind by somebody who was killed.</summary>
    private static void RemoveParts(string path) => Output.Guard(path, () =>
    {
        foreach (string part in Directory.EnumerateFiles(path, "*.part"))
        {
            File.Delete(part);
        }
    });

    private static bool IsPart(string path) => path.EndsWith(".part", StringComparison.Ordinal);
}
