using System.Text;
using LayerKit.Drivers.Content;
using LayerKit.Drivers.Linux;
using LayerKit.Drivers.Tree;

namespace LayerKit.Drivers.Overlay2;

/// <summary>Says to a writer what a staged layer says, and moves the payloads there.</summary>
internal sealed class StagedReplay : IDisposable
{
    private readonly IndexFile _index;
    private readonly int _directory;
    private readonly CancellationToken _token;

    public StagedReplay(IndexFile index, ReadOnlySpan<byte> directory, CancellationToken token)
    {
        _index = index;
        _directory = NativeException.Check(Fcntl.OpenAt(Libc.CurrentDirectory, directory, Fcntl.ReadOnly | Fcntl.Directory), "openat", directory);
        _token = token;
    }

    public void Into(ILayerWriter writer)
    {
        for (int start = 0; start < _index.RecordsLength;)
        {
            _token.ThrowIfCancellationRequested();
            IndexRecord record = _index.At(start);
            start = record.End;
            switch (record.Kind)
            {
                case RecordKind.Whiteout:
                    writer.Whiteout(record.Entry.Path);
                    break;
                case RecordKind.Opaque:
                    writer.Opaque(record.Entry.Path);
                    break;
                default:
                    writer.Add(record.Entry, PayloadOf(record));
                    break;
            }
        }
    }

    public void Dispose() => Unistd.Close(_directory);

    private LayerPayload PayloadOf(in IndexRecord record) => record.Kind == RecordKind.File && record.Entry.Size > 0
        ? new StagedPayload(_directory, Encoding.ASCII.GetBytes(StagedWriter.PayloadName(record.Slot.Object)), record.Entry.Size)
        : LayerPayload.Empty;
}
