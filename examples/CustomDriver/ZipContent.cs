namespace Acme.ZipDir;

/// <summary>Reads a layer's file. Of two entries with one path, the later one holds.</summary>
internal sealed class ZipContent(ZipArchive zip) : ILayerContent
{
    private readonly Dictionary<string, ZipArchiveEntry> _members = zip.Entries
        .Where(member => char.IsDigit(member.Comment[0]))
        .GroupBy(member => member.FullName)
        .ToDictionary(same => same.Key, same => same.Last());

    public Stream OpenFile(ReadOnlySpan<byte> path) =>
        _members.TryGetValue(ZipWriter.NameOf(path), out ZipArchiveEntry? member) ? member.Open() : throw new FileNotFoundException(ZipWriter.NameOf(path));

    public bool TryDescribe(ReadOnlySpan<byte> path, out LayerEntry entry)
    {
        bool found = _members.TryGetValue(ZipWriter.NameOf(path), out ZipArchiveEntry? member);
        string[] fields = (member?.Comment ?? "0 0 0 0 0 ").Split(' ');
        long[] n = [.. fields[..5].Select(field => long.Parse(field, CultureInfo.InvariantCulture))];
        entry = new LayerEntry { Type = (LayerEntryType)n[0], Mode = (int)n[1], UserId = n[2], GroupId = n[3], ModifiedTime = new UnixTime(n[4], 0) } with
        {
            LinkTarget = Convert.FromHexString(fields[5]),
            Size = member?.Length ?? 0,
        };
        return found;
    }

    public void Dispose() => zip.Dispose();
}
