namespace LayerKit.Drivers.Tree;

/// <summary>One new layer in a driver's staging area.</summary>
/// <param name="tree">Writes its files; it is disposed with this.</param>
/// <param name="publish">Gives the complete layer its name.</param>
/// <param name="giveUp">Removes what is there of one that was not published.</param>
internal sealed class NewLayerWriter(ITreeWriter tree, Action publish, Action giveUp) : ILayerWriter
{
    private bool _isDone;

    public void Add(in LayerEntry entry, LayerPayload payload) => tree.Add(entry, payload);

    public void Whiteout(ReadOnlySpan<byte> path) => tree.Whiteout(path);

    public void Opaque(ReadOnlySpan<byte> path) => tree.Opaque(path);

    public void Commit()
    {
        tree.Finish();
        publish();
        _isDone = true;
    }

    public void Dispose()
    {
        tree.Dispose();
        if (!_isDone)
        {
            _isDone = true;
            giveUp();
        }
    }
}
