using LayerKit.Drivers;
using LayerKit.TarSplit;

namespace LayerKit.Exporting;

/// <summary>The tar that split data and a driver's files give, and the owner of both.</summary>
internal sealed class AssembledTar : ForwardReadStream
{
    private readonly Stream _split;
    private readonly ILayerContent _content;
    private readonly TarSplitReader _reader;
    private readonly TarAssembler _tar;
    private readonly Registering.EntryPath _path = new();

    public AssembledTar(Stream split, ILayerContent content)
    {
        _split = split;
        _content = content;
        _reader = new TarSplitReader(split);
        _tar = new TarAssembler(_reader, OpenFile);
    }

    public override int Read(Span<byte> buffer) => _tar.Read(buffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _tar.Dispose();
            _reader.Dispose();
            _split.Dispose();
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    private Stream OpenFile(ReadOnlySpan<byte> name)
    {
        _path.Set(name);
        return _content.OpenFile(_path.Clean);
    }
}
