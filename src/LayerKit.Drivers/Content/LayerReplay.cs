using LayerKit.Drivers.Tree;
using Microsoft.Win32.SafeHandles;

namespace LayerKit.Drivers.Content;

/// <summary>Says to a tree what a layer's tar said, in the same order.</summary>
internal sealed class LayerReplay(IndexFile index, ObjectStore objects, FileCopier copier, CancellationToken token)
{
    private readonly RunCache _runs = new(objects);

    public void Into(ITreeWriter tree)
    {
        for (int start = 0; start < index.RecordsLength;)
        {
            token.ThrowIfCancellationRequested();
            IndexRecord record = index.At(start);
            start = record.End;
            switch (record.Kind)
            {
                case RecordKind.Whiteout:
                    tree.Whiteout(record.Entry.Path);
                    break;
                case RecordKind.Opaque:
                    tree.Opaque(record.Entry.Path);
                    break;
                case RecordKind.File when record.Entry.Size > 0:
                    AddFile(tree, record);
                    break;
                default:
                    tree.Add(record.Entry, LayerPayload.Empty);
                    break;
            }
        }
    }

    private void AddFile(ITreeWriter tree, in IndexRecord record)
    {
        StoredObject stored = index.Object(record.Slot.Object);
        if (record.Entry.Size < RunBuilder.PayloadLimit)
        {
            tree.Add(record.Entry, new MemoryPayload(_runs.Read(stored).AsMemory((int)record.Slot.Offset, (int)record.Entry.Size)));
            return;
        }

        using SafeFileHandle file = objects.OpenVerified(stored);
        tree.Add(record.Entry, new FilePayload(file, stored.Length, copier, token));
    }
}
