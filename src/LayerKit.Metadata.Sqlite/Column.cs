using LayerKit.Identity;
using Microsoft.Data.Sqlite;

namespace LayerKit.Metadata.Sqlite;

/// <summary>Values as columns hold them, and back. Reading throws <see cref="FormatException"/> or <see cref="ArgumentException"/> for what is no such value.</summary>
internal static class Column
{
    public static byte[] Of(Digest digest)
    {
        byte[] bytes = new byte[Identity.Digest.Size];
        digest.CopyTo(bytes);
        return bytes;
    }

    public static byte[] Of(ChainId chainId) =>
        chainId.IsEmpty ? throw new ArgumentException("the ChainID is empty", nameof(chainId)) : Of(chainId.Digest);

    public static byte[]? Of(ChainId? chainId) => chainId is { } present ? Of(present) : null;

    public static string Of(CacheId id) => id.IsEmpty ? throw new ArgumentException("the id is empty", nameof(id)) : id.ToString();

    public static ChainId ChainId(SqliteDataReader row, int column) => Identity.ChainId.Parse(Digest(row, column).ToString());

    public static ChainId? OptionalChainId(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : ChainId(row, column);

    public static DiffId DiffId(SqliteDataReader row, int column) => Identity.DiffId.FromDigest(Digest(row, column));

    public static CacheId CacheId(SqliteDataReader row, int column) => Identity.CacheId.Parse(row.GetString(column));

    public static CacheId? OptionalCacheId(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : CacheId(row, column);

    public static string? OptionalText(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset Ticks(SqliteDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);

    public static DateTimeOffset? OptionalTicks(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : Ticks(row, column);

    private static Digest Digest(SqliteDataReader row, int column) => Identity.Digest.FromHash(row.GetFieldValue<byte[]>(column));
}
