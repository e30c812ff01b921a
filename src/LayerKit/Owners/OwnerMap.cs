using LayerKit.Drivers;
using LayerKit.Errors;

namespace LayerKit.Owners;

/// <summary>The boundary between tars, which have a container's ids, and drivers, whose files have the host's.</summary>
/// <param name="users">For user ids.</param>
/// <param name="groups">For group ids.</param>
internal sealed class OwnerMap(IdMap users, IdMap groups)
{
    /// <summary>A map of ranges; null for none.</summary>
    /// <exception cref="ArgumentException">A range is empty, leaves the ids there are, or meets another.</exception>
    public static OwnerMap Of(IReadOnlyList<IdRange>? users, IReadOnlyList<IdRange>? groups) => new(new IdMap(users ?? [], "UID"), new IdMap(groups ?? [], "GID"));

    private bool IsIdentity => users.IsIdentity && groups.IsIdentity;

    /// <summary>A writer that gives files to the host's ids.</summary>
    public ILayerWriter Wrap(ILayerWriter writer) => IsIdentity ? writer : new MappedWriter(writer, this);

    /// <summary>Content whose files belong to the container's ids.</summary>
    public ILayerContent Wrap(ILayerContent content) => IsIdentity ? content : new MappedContent(content, this);

    /// <summary>An entry as it is on the host.</summary>
    /// <exception cref="UnsupportedTarEntryException">Its owner is in no range.</exception>
    public LayerEntry ToHost(in LayerEntry entry) => entry with
    {
        UserId = users.ToHost(entry.UserId) ?? throw Unmapped(entry.Path, "user", entry.UserId),
        GroupId = groups.ToHost(entry.GroupId) ?? throw Unmapped(entry.Path, "group", entry.GroupId),
    };

    /// <summary>An entry as it is in a container.</summary>
    /// <exception cref="UnsupportedTarEntryException">Its owner is in no range.</exception>
    public LayerEntry ToContainer(LayerEntry entry, ReadOnlySpan<byte> path) => entry with
    {
        UserId = users.ToContainer(entry.UserId) ?? throw Unmapped(path, "user", entry.UserId),
        GroupId = groups.ToContainer(entry.GroupId) ?? throw Unmapped(path, "group", entry.GroupId),
    };

    private static UnsupportedTarEntryException Unmapped(ReadOnlySpan<byte> path, string kind, long id) =>
        new(System.Text.Encoding.UTF8.GetString(path), $"its {kind} {id} is in no range of the store's {kind} id map");
}
