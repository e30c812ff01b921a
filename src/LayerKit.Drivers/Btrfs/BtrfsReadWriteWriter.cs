using LayerKit.Drivers.Tree;

namespace LayerKit.Drivers.Btrfs;

/// <summary>Writes into an RW layer where it is.</summary>
internal sealed class BtrfsReadWriteWriter(ITreeWriter tree, DeviationLog deviations, string record) : ILayerWriter
{
    public void Add(in LayerEntry entry, LayerPayload payload) => tree.Add(entry, payload);

    public void Whiteout(ReadOnlySpan<byte> path) => tree.Whiteout(path);

    public void Opaque(ReadOnlySpan<byte> path) => tree.Opaque(path);

    public void Commit()
    {
        tree.Finish();
        DeviationFile.Write(record, deviations);
    }

    public void Dispose() => tree.Dispose();
}
