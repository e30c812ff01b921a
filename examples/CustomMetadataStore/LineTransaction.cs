namespace Acme.LineRecords;

/// <summary>Writes under a new name and publishes by renaming; the split data go first, because they mean nothing without their record.</summary>
internal sealed class LineTransaction(bool sync, Func<string, string, string> find) : IMetadataTransaction
{
    private readonly string _new = find("new", Guid.NewGuid().ToString("N"));
    private (string Folder, string Name) _record;

    public Stream CreateSplit() => File.Create(_new + ".split");

    public void Put(LayerRecord record) => Put(("layers", record.ChainId.Hex), $"{record.DiffId}\n{record.Parent}\n{record.CacheId}\n{record.Size}");

    public void Put(RWLayerRecord record) => Put(("rw", Uri.EscapeDataString(record.Name)), $"{record.InitId}\n{record.Parent}\n{record.MountId}");

    public void Commit()
    {
        if (File.Exists(_new + ".split"))
        {
            Flush(_new + ".split");
            File.Move(_new + ".split", find("split", _record.Name), overwrite: true);
        }

        File.Move(_new, find(_record.Folder, _record.Name));
    }

    public void Dispose() => Array.ForEach([_new, _new + ".split"], File.Delete);

    private void Put((string Folder, string Name) record, string lines)
    {
        _record = record;
        File.WriteAllText(_new, lines);
        Flush(_new);
    }

    private void Flush(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Write);
        file.Flush(flushToDisk: sync);
    }
}
