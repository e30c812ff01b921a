namespace LayerKit.Drivers.Tree;

/// <summary>Writes into an RW layer, where everything that is done stays done.</summary>
internal sealed class ReadWriteWriter(ITreeWriter tree, DeviationLog deviations, string deviationFile) : ILayerWriter
{
    private bool _isDone;

    public void Add(in LayerEntry entry, LayerPayload payload) => tree.Add(entry, payload);

    public void Whiteout(ReadOnlySpan<byte> path) => tree.Whiteout(path);

    public void Opaque(ReadOnlySpan<byte> path) => tree.Opaque(path);

    public void Commit()
    {
        tree.Finish();
        DeviationFile.Write(deviationFile, deviations);
        _isDone = true;
    }

    public void Dispose()
    {
        tree.Dispose();
        if (!_isDone)
        {
            _isDone = true;
            DeviationFile.Write(deviationFile, deviations);
        }
    }
}
