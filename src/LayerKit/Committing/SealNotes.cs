using System.Text;
using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Committing;

/// <summary>Notes that an RW layer is becoming a layer with the same content, from before the layer's record is published until the RW layer's is removed.</summary>
/// <remarks>
/// No metadata store changes two records in one step. Invariant: while both records own the content there is a note, and then the layer is what counts: whoever looks for
/// the RW layer finds none, and recovery removes its record. A note without the layer's record says nothing: that commit never came about.
/// </remarks>
internal sealed class SealNotes(string layerKitDirectory)
{
    private readonly string _directory = Path.Combine(layerKitDirectory, "seals");

    /// <summary>Notes it, so that the note is stable before the layer's record can be.</summary>
    public void Write(CacheId id, string name, ChainId chainId, bool flush)
    {
        Directory.CreateDirectory(_directory);
        // A crash leaves a note that is cut short: it says nothing, and rightly, because the record is not there yet either.
        using FileStream file = new(PathOf(id), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        file.Write(Encoding.UTF8.GetBytes($"{chainId}\n{name}"));
        file.Flush(flush);
    }

    /// <summary>Drops a note that may be absent.</summary>
    public void Drop(CacheId id)
    {
        if (Directory.Exists(_directory))
        {
            File.Delete(PathOf(id));
        }
    }

    /// <summary>What a note says; null when there is none.</summary>
    public (ChainId ChainId, string Name)? Find(CacheId id)
    {
        try
        {
            string[] parts = File.ReadAllText(PathOf(id)).Split('\n', 2);
            return parts.Length == 2 && ChainId.TryParse(parts[0], out ChainId chainId) ? (chainId, parts[1]) : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The ids of all notes.</summary>
    public IEnumerable<CacheId> Ids()
    {
        foreach (string note in Directory.Exists(_directory) ? Directory.GetFiles(_directory) : [])
        {
            if (CacheId.TryParse(Path.GetFileName(note), out CacheId id))
            {
                yield return id;
            }
        }
    }

    /// <summary>True when the layer that an RW layer was to become has been published, and the RW layer is no more.</summary>
    public bool HasBecomeLayer(RWLayerRecord record, IMetadataStore metadata) =>
        Find(record.MountId) is { } note && metadata.FindLayer(note.ChainId)?.CacheId == record.MountId;

    private string PathOf(CacheId id) => Path.Combine(_directory, id.ToString());
}
