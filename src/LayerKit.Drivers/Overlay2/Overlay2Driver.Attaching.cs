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

    /// <summary>Says to the layer, over its parent, what its tar said, in the same order; payloads are moved. When that fails on the way nothing of the layer is left.</summary>
    /// <inheritdoc/>
    public void Attach(CacheId id, CacheId? parent, CancellationToken token)
    {
        string staged = _layout.Staged(id);
        string records = StagedWriter.Records(staged);
        if (!File.Exists(records))
        {
            throw new DirectoryNotFoundException($"overlay2 has no staged layer {id} in {_layout.StagedArea}");
        }

        // Refuses a parent that is not there before anything is moved, so that another may be tried.
        using ILayerWriter writer = Create(id, parent, token);
        try
        {
            using StagedReplay replay = new(new IndexFile(File.ReadAllBytes(records), records), Bytes(staged), token);
            replay.Into(writer);
        }
        finally
        {
            // Also after a failure: payloads may have been moved away.
            RemoveStaged(id);
        }

        writer.Commit();
    }

    internal void RemoveStaged(CacheId id) => _engine.Remove(_layout.Staged(id), CancellationToken.None);
}
