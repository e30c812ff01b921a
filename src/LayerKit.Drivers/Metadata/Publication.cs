using System.Globalization;
using LayerKit.Identity;
using LayerKit.Metadata;

namespace LayerKit.Drivers.Metadata;

/// <summary>A record as the files that it becomes, in Docker's order.</summary>
/// <param name="Target">The directory it will be.</param>
/// <param name="IsLayer">True for a layer, false for an RW layer.</param>
/// <param name="Ids">The driver ids that it owns from then on.</param>
/// <param name="Files">Names and contents, without a newline at the end.</param>
internal sealed record Publication(string Target, bool IsLayer, IReadOnlyList<CacheId> Ids, IReadOnlyList<(string Name, string Content)> Files)
{
    /// <summary>The directory's mode: Docker's differ because a layer's comes from its temporary directory.</summary>
    public UnixFileMode Mode => IsLayer ? DurableFiles.OwnerDirectory : DurableFiles.ListedDirectory;

    /// <summary>A layer's record.</summary>
    /// <exception cref="ArgumentException">It would read back as damaged.</exception>
    public static Publication Of(LayerRecord record, LayerDb db)
    {
        ArgumentNullException.ThrowIfNull(record);
        record.ThrowIfInvalid();
        List<(string, string)> files =
        [
            (RecordFile.Diff, record.DiffId.ToString()),
            (RecordFile.Size, record.Size.ToString(CultureInfo.InvariantCulture)),
            (RecordFile.CacheId, record.CacheId.ToString()),
        ];
        AddOptional(files, RecordFile.Parent, record.Parent);
        return new Publication(db.Layer(record.ChainId), IsLayer: true, [record.CacheId], files);
    }

    /// <summary>An RW layer's record.</summary>
    /// <exception cref="ArgumentException">It would read back as damaged, or its name is no file name.</exception>
    public static Publication Of(RWLayerRecord record, LayerDb db)
    {
        ArgumentNullException.ThrowIfNull(record);
        record.ThrowIfInvalid();
        List<(string, string)> files = [(RecordFile.MountId, record.MountId.ToString())];
        AddOptional(files, RecordFile.InitId, record.InitId);
        AddOptional(files, RecordFile.Parent, record.Parent);
        IReadOnlyList<CacheId> ids = record.InitId is { } initId ? [record.MountId, initId] : [record.MountId];
        return new Publication(db.Mount(record.Name), IsLayer: false, ids, files);
    }

    private static void AddOptional<T>(List<(string, string)> files, string name, T? id)
        where T : struct
    {
        if (id is { } present)
        {
            files.Add((name, present.ToString()!));
        }
    }
}
