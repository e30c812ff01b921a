using LayerKit.Drivers.Tree;
using LayerKit.Identity;

namespace LayerKit.Drivers.Vfs;

/// <content>RW layers, which are trees like any other, and views of committed ones.</content>
public sealed partial class VfsDriver
{
    /// <inheritdoc/>
    public void CreateReadWrite(CacheId id, CacheId? parent, ReadWriteOptions options, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfAny(options.StorageOptions);
        Publish(id, Stage(id, parent, token));
    }

    /// <summary>The layer's own directory, which is always there.</summary>
    /// <inheritdoc/>
    public string Mount(CacheId id, string? label) => Committed(id).Root;

    /// <summary>A copy of the layer, because a directory cannot be made read-only for root or without rights; blocks are shared where the file system can (reflinks).</summary>
    /// <inheritdoc/>
    public string MountReadOnly(CacheId id, string? label)
    {
        string view = _layout.View(id);
        if (!Directory.Exists(view))
        {
            string draft = _layout.NewView(id);
            _engine.Remove(draft, CancellationToken.None);
            PrivateDirectory.Create(draft);
            _engine.Copy(Committed(id).Root, draft, CancellationToken.None);
            Directory.Move(draft, view);
        }

        return view;
    }

    /// <summary>Removes the copy of a committed layer; for an RW layer there is nothing to do.</summary>
    public void Unmount(CacheId id)
    {
        _engine.Remove(_layout.NewView(id), CancellationToken.None);
        _engine.Remove(_layout.View(id), CancellationToken.None);
    }

    /// <inheritdoc/>
    public ILayerWriter ApplyDiff(CacheId id, CancellationToken token)
    {
        RecordedTree tree = Committed(id);
        return new ReadWriteWriter(_engine.Write(tree.Root, hasLower: true, tree.Deviations), tree.Deviations, _layout.Deviations(id));
    }

    /// <summary>Nothing to do: a committed layer is the same on disk.</summary>
    /// <inheritdoc/>
    public void Seal(CacheId id, CacheId? parent, CancellationToken token) => Committed(id);

    /// <summary>Copies the whole tree; blocks are shared where the file system can (reflinks).</summary>
    /// <inheritdoc/>
    public void Clone(CacheId id, CacheId source, CacheId? parent, CancellationToken token) => Publish(id, Stage(id, source, token));
}
