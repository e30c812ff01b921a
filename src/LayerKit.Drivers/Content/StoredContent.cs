using LayerKit.Drivers.Tree;

namespace LayerKit.Drivers.Content;

/// <summary>Reads a layer by what its index says. The run that was read last is kept, because a tar's small files follow each other.</summary>
internal sealed class StoredContent(IndexFile index, ObjectStore objects) : ILayerContent
{
    private const UnixFileMode ImpliedMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly RunCache _runs = new(objects);

    /// <remarks>The bytes of a small file are verified; of a large one the caller checks what it knows of them.</remarks>
    /// <inheritdoc/>
    public Stream OpenFile(ReadOnlySpan<byte> path)
    {
        if (!TryFindFile(path, out IndexRecord record) || record.Kind != RecordKind.File)
        {
            throw new FileNotFoundException($"the layer has no file '{EntryText.Of(path)}'", EntryText.Of(path));
        }

        if (record.Entry.Size == 0)
        {
            return new MemoryStream([], writable: false);
        }

        StoredObject stored = index.Object(record.Slot.Object);
        if (record.Entry.Size >= RunBuilder.PayloadLimit)
        {
            return new FileStream(objects.Open(stored), FileAccess.Read, bufferSize: 0);
        }

        return new MemoryStream(_runs.Read(stored), (int)record.Slot.Offset, (int)record.Entry.Size, writable: false);
    }

    public bool TryDescribe(ReadOnlySpan<byte> path, out LayerEntry entry)
    {
        if (!TryFindFile(path, out IndexRecord record))
        {
            entry = new LayerEntry { Type = LayerEntryType.Directory, Mode = (int)ImpliedMode };
            return index.Implies(SymbolicPath.Resolve(index, path));
        }

        entry = record.Entry with
        {
            Path = default,
            FileNumber = record.Kind == RecordKind.Directory ? 0 : (ulong)record.Start + 1,
            Xattrs = record.Entry.Xattrs ?? [],
        };
        return true;
    }

    public void Dispose()
    {
    }

    /// <summary>Finds an entry, and for a hard link the file it is a name of if this layer has it.</summary>
    private bool TryFindFile(ReadOnlySpan<byte> path, out IndexRecord record)
    {
        if (!TryFind(path, out record))
        {
            return false;
        }

        // A link leads to what came before it, so this ends.
        while (record.Kind == RecordKind.HardLink && TryFind(record.Entry.LinkTarget, out IndexRecord target) && target.Start < record.Start)
        {
            record = target;
        }

        return true;
    }

    /// <summary>Finds an entry by the very name the tar gave it, else by the way through the layer's symbolic links.</summary>
    private bool TryFind(ReadOnlySpan<byte> path, out IndexRecord record) =>
        index.TryFind(path, out record) || index.TryFind(SymbolicPath.Resolve(index, path), out record);
}
