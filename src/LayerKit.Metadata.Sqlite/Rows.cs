using System.Text.Json;
using LayerKit.Identity;
using Microsoft.Data.Sqlite;

namespace LayerKit.Metadata.Sqlite;

/// <summary>Records as rows, and back.</summary>
internal static class Rows
{
    /// <summary>Inserts a layer; one that is there already is a constraint that fails.</summary>
    public static void Insert(Connection connection, LayerRecord layer) => connection.Execute(
        "INSERT INTO layers (chain_id, diff_id, parent, cache_id, size, created) VALUES ($0, $1, $2, $3, $4, CAST(unixepoch('subsec') * 1000 AS INTEGER))",
        Column.Of(layer.ChainId), Column.Of(layer.DiffId.Digest), Column.Of(layer.Parent), Column.Of(layer.CacheId), layer.Size);

    /// <summary>Inserts an RW layer; one that is there already is a constraint that fails.</summary>
    public static void Insert(Connection connection, RWLayerRecord layer) => connection.Execute(
        "INSERT INTO rw_layers (name, mount_id, init_id, parent) VALUES ($0, $1, $2, $3)",
        layer.Name, Column.Of(layer.MountId), layer.InitId?.ToString(), Column.Of(layer.Parent));

    /// <summary>Inserts a pin, or replaces the one of that name.</summary>
    public static void Put(Connection connection, PinRecord pin) => connection.Execute(
        "INSERT OR REPLACE INTO pins (name, chain_id, owner, expires, labels, created) VALUES ($0, $1, $2, $3, $4, $5)",
        pin.Name,
        Column.Of(pin.ChainId),
        pin.Owner,
        pin.Expires?.UtcTicks,
        JsonSerializer.Serialize(pin.Labels, LabelsJson.Default.IReadOnlyDictionaryStringString),
        pin.Created.UtcTicks);

    /// <summary>Reads chain_id, diff_id, parent, cache_id, size, created.</summary>
    public static LayerRecord Layer(SqliteDataReader row)
    {
        LayerRecord layer = new(
            Column.ChainId(row, 0), Column.DiffId(row, 1), Column.OptionalChainId(row, 2), Column.CacheId(row, 3), row.GetInt64(4))
        {
            Created = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
        };
        layer.ThrowIfInvalid();
        return layer;
    }

    /// <summary>Reads name, mount_id, init_id, parent.</summary>
    public static RWLayerRecord RWLayer(SqliteDataReader row) =>
        new(row.GetString(0), Column.CacheId(row, 1), Column.OptionalCacheId(row, 2), Column.OptionalChainId(row, 3));

    /// <summary>Reads name, chain_id, owner, expires, labels, created.</summary>
    public static PinRecord Pin(SqliteDataReader row)
    {
        IReadOnlyDictionary<string, string>? labels = JsonSerializer.Deserialize(row.GetString(4), LabelsJson.Default.IReadOnlyDictionaryStringString);
        PinRecord pin = new(
            row.GetString(0), Column.ChainId(row, 1), Column.OptionalText(row, 2), Column.OptionalTicks(row, 3), labels!, Column.Ticks(row, 5));
        pin.ThrowIfInvalid();
        return pin;
    }

    /// <summary>The text of an id if it is one; what damage made of it names nothing that a driver could hold.</summary>
    public static IEnumerable<CacheId> Readable(IEnumerable<string> ids)
    {
        foreach (string text in ids)
        {
            if (CacheId.TryParse(text, out CacheId id))
            {
                yield return id;
            }
        }
    }
}
