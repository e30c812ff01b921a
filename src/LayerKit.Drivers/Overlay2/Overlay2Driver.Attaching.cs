using LayerKit.Drivers.Content;
using LayerKit.Drivers.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Overlay2;

/// <content>Layers that are written before their parent is known.</content>
public sealed partial class Overlay2Driver
{
    /// <inheritdoc/>
    public ILayerWriter Stage(CacheId id, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        if (Directory.Exists(_layout.Layer(id)))
        {
            throw new IOException($"overlay2 has a layer {id} already; remove it first");
        }

        _engine.Remove(_layout.Staged(id), token);
        PrivateDirectory.Create(_layout.Staged(id));
        return new StagedWriter(this, id, _layout.Staged(id));
    }

    /// <summary>Says to the layer, over its parent, what its tar said, in the same order; payloads are moved. When that fails nothing of the layer is left.</summary>
    /// <inheritdoc/>
    public void Attach(CacheId id, CacheId? parent, CancellationToken token)
    {
        string staged = _layout.Staged(id);
        string records = StagedWriter.Records(staged);
        if (!File.Exists(records))
        {
            throw new DirectoryNotFoundException($"overlay2 has no staged layer {id} in {_layout.StagedArea}");
        }

        try
        {
            Replay(id, parent, new IndexFile(File.ReadAllBytes(records), records), token);
        }
        finally
        {
            // Also after a failure: payloads may have been moved away.
            RemoveStaged(id);
        }
    }

    private void Replay(CacheId id, CacheId? parent, IndexFile index, CancellationToken token)
    {
        using ILayerWriter writer = Create(id, parent, token);
        using (StagedReplay replay = new(index, Bytes(_layout.Staged(id)), token))
        {
            replay.Into(writer);
        }

        writer.Commit();
    }

    internal void RemoveStaged(CacheId id) => _engine.Remove(_layout.Staged(id), CancellationToken.None);
}
