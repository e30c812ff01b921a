namespace Acme.ZipDir;

/// <summary>Reads a layer's file. Of two entries with one path, the later one holds.</summary>
internal sealed class ZipContent(ZipArchive zip) : ILayerContent
{
    private readonly ILookup<string, ZipArchiveEntry> _members = zip.Entries.Where(member => char.IsDigit(member.Comment[0])).ToLookup(member => member.FullName);

    public Stream OpenFile(ReadOnlySpan<byte> path) => TryDescribe(path, out LayerEntry entry) && entry.Type == LayerEntryType.File
        ? _members[ZipWriter.NameOf(path)].Last().Open()
        : throw new FileNotFoundException(ZipWriter.NameOf(path));

    public bool TryDescribe(ReadOnlySpan<byte> path, out LayerEntry entry)
    {
        ZipArchiveEntry? member = _members[ZipWriter.NameOf(path)].LastOrDefault();
        string[] fields = (member?.Comment ?? "0 0 0 0 0 0 0 0 ").Split(' ');
        long[] n = [.. fields[..8].Select(field => long.Parse(field, CultureInfo.InvariantCulture))];
        entry = new LayerEntry { Type = (LayerEntryType)n[0], Mode = (int)n[1], UserId = n[2], GroupId = n[3], ModifiedTime = new UnixTime(n[4], (int)n[5]) } with
        {
            Size = member?.Length ?? 0,
            DeviceMajor = (uint)n[6],
            DeviceMinor = (uint)n[7],
            LinkTarget = Convert.FromHexString(fields[8]),
            Xattrs = [.. fields[9..].Select(pair => new Xattr(Convert.FromHexString(pair.Split('=')[0]), Convert.FromHexString(pair.Split('=')[1])))],
        };
        return member is not null;
    }

    public void Dispose() => zip.Dispose();
}
