using Microsoft.Data.Sqlite;

namespace LayerKit.Stress.Tests.Accounting;

/// <summary>Reads the tables of <c>metadata.db</c> and the split data beside it.</summary>
internal static class SqliteLedger
{
    public static Ledger Read(string root)
    {
        string own = Path.Combine(root, "layerkit");
        SqliteConnectionStringBuilder settings = new() { DataSource = Path.Combine(own, "metadata.db"), Pooling = false };
        using SqliteConnection connection = new(settings.ConnectionString);
        connection.Open();
        Dictionary<string, LayerEntry> layers = Rows(connection, "SELECT lower(hex(chain_id)), lower(hex(diff_id)), lower(hex(parent)), cache_id FROM layers")
            .ToDictionary(row => Digest(row[0])!, row => new LayerEntry(Digest(row[1])!, Digest(row[2]), row[3]));
        Dictionary<string, RWLayerEntry> mounts = Rows(connection, "SELECT name, mount_id, ifnull(init_id, ''), lower(hex(parent)) FROM rw_layers")
            .ToDictionary(row => row[0], row => new RWLayerEntry(row[1], row[2].Length > 0 ? row[2] : null, Digest(row[3])));
        Dictionary<string, PinEntry> pins = Rows(connection, "SELECT name, lower(hex(chain_id)), ifnull(expires, '') FROM pins")
            .ToDictionary(row => row[0], row => new PinEntry(Digest(row[1])!, Time(row[2])));
        IEnumerable<string> unowned = Directory.EnumerateFiles(Path.Combine(own, "split")).Where(file => !layers.Values.Any(layer => layer.CacheId == Path.GetFileName(file)));
        string[] orphans = [.. Rows(connection, "SELECT id FROM orphans").Select(row => $"orphan {row[0]}")];
        string[] quarantined = [.. Rows(connection, "SELECT ifnull(cache_id, '') FROM quarantined_layers").Select(row => $"quarantined {row[0]}")];
        return new Ledger(layers, mounts, pins, [.. unowned, .. orphans, .. quarantined]);
    }

    private static string? Digest(string hex) => hex.Length > 0 ? "sha256:" + hex : null;

    private static DateTimeOffset? Time(string ticks) =>
        ticks.Length > 0 ? new DateTimeOffset(long.Parse(ticks, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero) : null;

    private static List<string[]> Rows(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        List<string[]> rows = [];
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "" : reader.GetString(column))]);
        }

        return rows;
    }
}
