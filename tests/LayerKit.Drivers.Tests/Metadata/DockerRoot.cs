using System.Text;
using LayerKit.Drivers.Metadata;
using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Drivers.Tests.Metadata;

/// <summary>A data root for the docker metadata store, and records to put in it.</summary>
internal sealed class DockerRoot : IDisposable
{
    private readonly TempRoot? _root;

    public DockerRoot()
    {
        _root = new TempRoot();
        Path = _root.Path;
        Directory.CreateDirectory(this["layerkit"]);
    }

    public DockerRoot(string path)
    {
        Path = path;
        Directory.CreateDirectory(this["layerkit"]);
    }

    public string Path { get; }

    public string LayerDb => this["image/vfs/layerdb"];

    public string Intents => this["layerkit/intents"];

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Opening anew without disposing the last store is what a crash looks like.</summary>
    public DockerMetadataStore Open(bool sync = false) => new(new MetadataContext(Path, "vfs", sync));

    public string PathOf(LayerRecord record) => System.IO.Path.Combine(LayerDb, "sha256", record.ChainId.Hex);

    public string PathOf(RWLayerRecord record) => System.IO.Path.Combine(LayerDb, "mounts", record.Name);

    /// <summary>A layer whose ids follow from a word and what is below it.</summary>
    public static LayerRecord Layer(string word, LayerRecord? parent = null)
    {
        DiffId diffId = DiffId.FromDigest(Digest.Compute(Encoding.UTF8.GetBytes(word)));
        return new LayerRecord(ChainId.Of(parent?.ChainId, diffId), diffId, parent?.ChainId, Id("cache of " + word), word.Length);
    }

    public static RWLayerRecord RWLayer(string name, LayerRecord? parent = null, bool init = false)
    {
        CacheId mountId = Id("mount of " + name);
        return new RWLayerRecord(name, mountId, init ? mountId.Init : null, parent?.ChainId);
    }

    public static void Commit(IMetadataStore store, LayerRecord record, string split = "split data")
    {
        using IMetadataTransaction transaction = store.Begin(record.CacheId);
        using (Stream stream = transaction.CreateSplit())
        {
            stream.Write(Encoding.UTF8.GetBytes(split));
        }

        transaction.Put(record);
        transaction.Commit();
    }

    public static void Commit(IMetadataStore store, RWLayerRecord record)
    {
        using IMetadataTransaction transaction = record.InitId is { } initId ? store.Begin(record.MountId, initId) : store.Begin(record.MountId);
        transaction.Put(record);
        transaction.Commit();
    }

    public static string ReadSplit(IMetadataStore store, ChainId chainId)
    {
        using StreamReader reader = new(store.OpenSplit(chainId));
        return reader.ReadToEnd();
    }

    public void WriteIntent(CacheId id) => File.WriteAllText(System.IO.Path.Combine(Intents, id.ToString()), "");

    public void WriteRemoval(CacheId id) => File.WriteAllText(System.IO.Path.Combine(this["layerkit/removals"], id.ToString()), "");

    /// <summary>Where the record of an id is prepared and deleted.</summary>
    public string WriteSetOf(CacheId id) => new LayerDb(new MetadataContext(Path, "vfs", Sync: false), new DurableFiles(sync: false)).WriteSet(id);

    public string[] IntentNames() => [.. Directory.GetFiles(Intents).Select(file => System.IO.Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <summary>Names below a directory of the layerdb, or none when it is not there.</summary>
    public string[] Names(string directory)
    {
        string path = System.IO.Path.Combine(LayerDb, directory);
        return Directory.Exists(path) ? [.. Directory.GetFileSystemEntries(path).Select(entry => System.IO.Path.GetFileName(entry)).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Every directory and file of the root: mode, path, content.</summary>
    public string Tree()
    {
        StringBuilder text = new();
        foreach (string path in Directory.GetFileSystemEntries(Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string mode = Convert.ToString((int)File.GetUnixFileMode(path), 8).PadLeft(4, '0');
            string content = Directory.Exists(path) ? "/" : " = " + File.ReadAllText(path).Replace("\n", "\\n", StringComparison.Ordinal);
            text.Append(mode).Append(' ').Append(System.IO.Path.GetRelativePath(Path, path)).Append(content).Append('\n');
        }

        return text.ToString();
    }

    public void Dispose() => _root?.Dispose();

    private static CacheId Id(string word) => CacheId.Parse(Digest.Compute(Encoding.UTF8.GetBytes(word)).Hex);
}
