using System.Text;
using LayerKit.Identity;

namespace LayerKit.Metadata.Sqlite.Tests;

/// <summary>A data root for the sqlite metadata store, records to put in it, and a view of the database from beside the store.</summary>
internal sealed class SqliteRoot : IDisposable
{
    private readonly TempRoot _root = new();

    public SqliteRoot() => Directory.CreateDirectory(Context().LayerKitDirectory);

    public string Path => _root.Path;

    public string Database => System.IO.Path.Combine(Context().LayerKitDirectory, "metadata.db");

    public MetadataContext Context(bool sync = false) => new(Path, "vfs", sync);

    public SqliteMetadataStore Open(bool sync = false) => new(Context(sync));

    public Database OpenDatabase(bool sync = false) => new(Database, sync);

    public string[] Splits() => [.. Directory.GetFiles(System.IO.Path.Combine(Context().LayerKitDirectory, "split")).Select(path => System.IO.Path.GetFileName(path))];

    public static LayerRecord Layer(string word)
    {
        DiffId diffId = DiffId.FromDigest(Digest.Compute(Encoding.UTF8.GetBytes(word)));
        return new LayerRecord(ChainId.Of(null, diffId), diffId, null, CacheId.NewRandom(), word.Length);
    }

    public static void Commit(SqliteMetadataStore store, LayerRecord layer)
    {
        using IMetadataTransaction transaction = store.Begin(layer.CacheId);
        using (Stream stream = transaction.CreateSplit())
        {
            stream.Write("split data"u8);
        }

        transaction.Put(layer);
        transaction.Commit();
    }

    public void Dispose() => _root.Dispose();
}
