using System.IO.Compression;
using LayerKit.Archive;
using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Exporting;
using LayerKit.Hashing;
using LayerKit.Identity;
using LayerKit.References;

namespace LayerKit;

/// <content>Export: the split data and the driver's files become the tar that was registered, byte for byte.</content>
public sealed partial class LayerStore
{
    /// <summary>Opens a layer's tar; the caller keeps the layer while it reads.</summary>
    internal Stream OpenTar(LayerNode node)
    {
        ThrowIfClosed();
        Stream split = _calls.Metadata("read split data of", node.ChainId, () => _metadata.OpenSplit(node.ChainId));
        ILayerContent content = OpenContent(node, split);
        AssembledTar tar = new(new GZipStream(split, CompressionMode.Decompress), content);
        return new VerifiedTarStream(HashingPipeline.Start(tar, blockRead: null, CancellationToken.None), node);
    }

    internal IReadOnlyDictionary<string, string> Describe(CacheId id)
    {
        ThrowIfClosed();
        return _driver is IDescribesLayers driver ? _calls.Driver("describe", id, () => driver.Describe(id)) : new Dictionary<string, string>();
    }

    internal IReadOnlyList<Change> Changes(RWLayerNode node, CancellationToken token)
    {
        ThrowIfClosed();
        if (node.HasEnded)
        {
            throw new RWLayerNotFoundException(node.Name);
        }

        INativeDiff driver = Differ();
        return _calls.Driver("list changes of", node.Name, () => driver.Changes(node.MountId, node.Below, token));
    }

    /// <summary>Opens what an RW layer changed as a tar: reproducible for the same files, not byte-exact to anything.</summary>
    internal Stream OpenDiff(RWLayerNode node)
    {
        IReadOnlyList<Change> changes = Changes(node, CancellationToken.None);
        ILayerContent content = _owners.Wrap(_calls.Driver("open", node.MountId, () => _driver.Open(node.MountId)));
        return new DiffTar(changes, content);
    }

    internal long DiffSize(RWLayerNode node)
    {
        IReadOnlyList<Change> changes = Changes(node, CancellationToken.None);
        return _calls.Driver("measure", node.Name, () => MeasureChanges(node, changes));
    }

    /// <summary>Bytes of the regular files that are new or changed, hard links counted once.</summary>
    private long MeasureChanges(RWLayerNode node, IReadOnlyList<Change> changes)
    {
        using ILayerContent content = _driver.Open(node.MountId);
        HashSet<ulong> seen = [];
        long size = 0;
        foreach (Change change in changes)
        {
            if (change.Kind != ChangeKind.Deleted
                && content.TryDescribe(change.PathBytes.Span, out LayerEntry entry)
                && (entry.FileNumber == 0 || seen.Add(entry.FileNumber)))
            {
                size += entry.Size;
            }
        }

        return size;
    }

    private ILayerContent OpenContent(LayerNode node, Stream split)
    {
        try
        {
            return _driver.Open(node.CacheId);
        }
        catch (Exception e) when (StoreCalls.IsForeign(e))
        {
            split.Dispose();
            throw e switch
            {
                DirectoryNotFoundException or FileNotFoundException => new LayerCorruptException(node.ChainId, "the driver no longer has its content", e),
                InvalidDataException => new LayerCorruptException(node.ChainId, e.Message.TrimEnd('.'), e),
                _ => _calls.DriverFault("open", node.CacheId, e),
            };
        }
    }
}
