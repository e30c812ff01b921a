namespace Acme.ZipDir;

/// <summary>Writes beside the layer's file and renames at commit. What a zip member has no field for is its comment.</summary>
internal sealed class ZipWriter(string path, ZipDirOptions options) : ILayerWriter
{
    private readonly ZipArchive _zip = new(new FileStream(path + ".part", FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0), ZipArchiveMode.Create);
    private long _size;

    public void Add(in LayerEntry entry, LayerPayload payload)
    {
        _size = _size + entry.Size <= options.MaxSize.Bytes ? _size + entry.Size : throw new IOException($"the layer is larger than {options.MaxSize}");
        ZipArchiveEntry member = _zip.CreateEntry(NameOf(entry.Path), options.Compression);
        string xattrs = string.Concat((entry.Xattrs ?? []).Select(xattr => $" {Convert.ToHexString(xattr.Name.Span)}={Convert.ToHexString(xattr.Value.Span)}"));
        member.Comment = $"{(int)entry.Type} {entry.Mode} {entry.UserId} {entry.GroupId} {entry.ModifiedTime.Seconds} {entry.ModifiedTime.Nanoseconds} "
            + $"{entry.DeviceMajor} {entry.DeviceMinor} {Convert.ToHexString(entry.LinkTarget)}{xattrs}";
        using Stream stream = member.Open();
        payload.CopyTo(stream);
    }

    public void Whiteout(ReadOnlySpan<byte> path) => _zip.CreateEntry(NameOf(path)).Comment = "whiteout";

    public void Opaque(ReadOnlySpan<byte> path) => _zip.CreateEntry(NameOf(path)).Comment = "opaque";

    public void Commit()
    {
        _zip.Dispose();
        File.Move(path + ".part", path);
    }

    public void Dispose()
    {
        _zip.Dispose();
        File.Delete(path + ".part");
    }

    /// <summary>Paths are bytes, and Latin-1 takes those there and back. The slash is for the root, whose path is empty.</summary>
    internal static string NameOf(ReadOnlySpan<byte> path) => "/" + Encoding.Latin1.GetString(path);
}
