using LayerKit.Compression;
using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Hashing;
using LayerKit.References;
using LayerKit.Registering;
using LayerKit.TarSplit;

namespace LayerKit;

/// <content>Apply: a layer's tar into an RW layer, by the rules of a register.</content>
public sealed partial class LayerStore
{
    internal Task<long> ApplyAsync(RWLayer layer, Stream source, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        ThrowIfReadOnly();
        return _work.RunAsync(point => Apply(layer, source, point), cancellationToken);
    }

    private long Apply(RWLayer layer, Stream source, CancelPoint point)
    {
        IApplyDiff driver = _driver as IApplyDiff ?? throw new DriverNotSupportedException(DriverName, "it cannot write into RW layers without a mount");
        using UndoScope undo = new(UndoFailed);
        RWLayerNode node = layer.Unguarded.Node;
        undo.AddAlways(layer.Keep().Release);
        TakeContent(node, undo);
        using ILayerWriter writer = _owners.Wrap(_calls.Driver("open", node.MountId, () => driver.ApplyDiff(node.MountId, point.Token)));
        using HashingPipeline tar = HashingPipeline.Start(LayerDecompressor.Open(source), blockRead: null, point.Token);
        long size = ApplyEntries(tar, writer, node.Name);
        _calls.Driver("apply entries to", node.Name, writer.Commit);
        return size;
    }

    private long ApplyEntries(HashingPipeline tar, ILayerWriter writer, string name)
    {
        try
        {
            using TarDisassembler disassembler = new(tar);
            LayerApplier applier = new(disassembler, split: null, writer);
            while (applier.ApplyNext())
            {
            }

            return applier.Size;
        }
        catch (Exception e) when (StoreCalls.IsForeign(e) && !ReferenceEquals(e, tar.SourceFault))
        {
            throw _calls.DriverFault("apply entries to", name, e);
        }
    }
}
