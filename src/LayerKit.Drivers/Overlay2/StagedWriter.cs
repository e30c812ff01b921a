using System.Globalization;
using System.Text;
using LayerKit.Drivers.Content;
using LayerKit.Drivers.Linux;
using LayerKit.Drivers.Tree;
using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Drivers.Overlay2;

/// <summary>Keeps what a layer says in order, and payloads in files beside it, until its parent is known: only then whiteouts and directories without an entry have a meaning.</summary>
internal sealed class StagedWriter(Overlay2Driver driver, CacheId id, string directory) : ILayerWriter
{
    private const int NewFileMode = 0x180;

    private readonly IndexBuilder _index = new(parent: null);
    private bool _isDone;

    /// <summary>The file with what the layer says; it is there when the layer is whole.</summary>
    public static string Records(string directory) => Path.Combine(directory, "records");

    /// <summary>The name of a payload's file.</summary>
    public static string PayloadName(int number) => number.ToString(CultureInfo.InvariantCulture);

    public void Add(in LayerEntry entry, LayerPayload payload)
    {
        if (entry.Path.IsEmpty && entry.Type != LayerEntryType.Directory)
        {
            throw new UnsafeTarEntryException(".", $"it would replace the root of the layer by a {entry.Type}");
        }

        _index.Add(entry, entry.Type == LayerEntryType.File && entry.Size > 0 ? Store(payload, entry.Path) : default);
    }

    public void Whiteout(ReadOnlySpan<byte> path) => _index.AddMark(RecordKind.Whiteout, path);

    public void Opaque(ReadOnlySpan<byte> path) => _index.AddMark(RecordKind.Opaque, path);

    public void Commit()
    {
        string draft = Records(directory) + ".new";
        File.WriteAllBytes(draft, _index.Build());
        File.Move(draft, Records(directory));
        _isDone = true;
    }

    public void Dispose()
    {
        if (!_isDone)
        {
            _isDone = true;
            driver.RemoveStaged(id);
        }
    }

    private PayloadSlot Store(LayerPayload payload, ReadOnlySpan<byte> path)
    {
        int number = _index.ReserveObject();
        byte[] name = Encoding.UTF8.GetBytes(Path.Combine(directory, PayloadName(number)));
        int flags = Fcntl.WriteOnly | Fcntl.Create | Fcntl.Exclusive;
        int file = NativeException.Check(Fcntl.OpenAt(Libc.CurrentDirectory, name, flags, NewFileMode), "openat", name);
        try
        {
            TreeWriter.WritePayload(file, payload, path);
        }
        finally
        {
            Unistd.Close(file);
        }

        return new PayloadSlot(number, 0);
    }
}
