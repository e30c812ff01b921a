using LayerKit.Drivers;
using LayerKit.Drivers.Vfs;
using LayerKit.Identity;

namespace LayerKit.Testing.Tests.Drivers;

/// <summary>The vfs driver with one thing wrong.</summary>
internal sealed class FaultyDriver(DriverContext context, Fault fault) : ILayerDriver, IReadWriteLayers, INativeDiff
{
    private readonly VfsDriver _vfs = new(context);

    public DriverStatus Status => _vfs.Status;

    public ILayerWriter Create(CacheId id, CacheId? parent, CancellationToken token)
    {
        if (fault == Fault.ShowsLayersBeforeTheirCommit)
        {
            _vfs.CreateReadWrite(id, parent, new ReadWriteOptions(), token);
            _vfs.Remove(CacheId.Parse("other"), token);
        }

        ILayerWriter writer = fault == Fault.ShowsLayersBeforeTheirCommit ? _vfs.Create(CacheId.Parse("other"), parent, token) : _vfs.Create(id, parent, token);
        string? below = parent is { } older ? _vfs.Mount(older, null) : null;
        return new FaultyWriter(writer, fault, below);
    }

    public ILayerContent Open(CacheId id) => _vfs.Open(id);

    public void Remove(CacheId id, CancellationToken token)
    {
        if (fault == Fault.RefusesToRemoveWhatIsNotThere && _vfs.Presence(id) == DriverPresence.Absent)
        {
            throw new DirectoryNotFoundException($"no layer {id}");
        }

        _vfs.Remove(id, token);
    }

    public DriverPresence Presence(CacheId id) => _vfs.Presence(id);

    public IEnumerable<CacheId> List() => fault == Fault.ListsNothing ? [] : _vfs.List();

    public string Mount(CacheId id, string? label) => _vfs.Mount(id, label);

    public void Unmount(CacheId id) => _vfs.Unmount(id);

    public void CreateReadWrite(CacheId id, CacheId? parent, ReadWriteOptions options, CancellationToken token) =>
        _vfs.CreateReadWrite(id, parent, fault == Fault.IgnoresOptions ? new ReadWriteOptions() : options, token);

    public IReadOnlyList<Change> Changes(CacheId id, CacheId? parent, CancellationToken token) =>
        [.. _vfs.Changes(id, parent, token).Where(change => fault != Fault.OverlooksDeletions || change.Kind != ChangeKind.Deleted)];
}
