using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Drivers.Content;

/// <summary>Takes the entries of one new layer.</summary>
internal sealed class ContentWriter : ILayerWriter
{
    private readonly ContentDriver _driver;
    private readonly CacheId _id;
    private readonly CacheId? _parent;
    private readonly StagedLayer _layer;
    private readonly IndexBuilder _index;
    private readonly RunBuilder _runs;
    private bool _isDone;

    public ContentWriter(ContentDriver driver, CacheId id, CacheId? parent, StagedLayer layer)
    {
        _driver = driver;
        _id = id;
        _parent = parent;
        _layer = layer;
        _index = new IndexBuilder(parent);
        _runs = new RunBuilder(_index, layer);
    }

    public void Add(in LayerEntry entry, LayerPayload payload)
    {
        if (entry.Path.IsEmpty && entry.Type != LayerEntryType.Directory)
        {
            throw new UnsafeTarEntryException(".", $"it would replace the root of the layer by a {entry.Type}");
        }

        _index.Add(entry, entry.Type == LayerEntryType.File ? Store(payload) : default);
    }

    public void Whiteout(ReadOnlySpan<byte> path) => _index.AddMark(RecordKind.Whiteout, path);

    public void Opaque(ReadOnlySpan<byte> path) => _index.AddMark(RecordKind.Opaque, path);

    public void Commit()
    {
        _runs.Flush();
        _driver.Publish(_layer, _index.Build(), _parent);
        _isDone = true;
    }

    public void Dispose()
    {
        _layer.Dispose();
        if (!_isDone)
        {
            _isDone = true;
            _driver.Remove(_id, CancellationToken.None);
        }
    }

    private PayloadSlot Store(LayerPayload payload)
    {
        if (payload.Length == 0)
        {
            return default;
        }

        if (payload.Length < RunBuilder.PayloadLimit && payload.IsWhole())
        {
            return _runs.Add(payload);
        }

        int number = _index.ReserveObject();
        _index.SetObject(number, _layer.Put(payload));
        return new PayloadSlot(number, 0);
    }
}
