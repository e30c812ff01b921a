using System.Globalization;
using LayerKit.Errors;

namespace LayerKit.Metadata.Sqlite;

/// <summary>The tables, and the steps from each version of them to the next. <c>PRAGMA user_version</c> says which one a database has.</summary>
/// <remarks>
/// Tables have their key as their order (WITHOUT ROWID), so that each index ends with the key and answers a look-up alone. STRICT and the
/// checks keep out what could not be read back. Times of layers are milliseconds since 1970, those of pins ticks of UTC, so that they come back exactly.
/// </remarks>
internal static class Schema
{
    // Never change a step that was released: add one.
    public static IReadOnlyList<string> Steps { get; } =
    [
        """
        CREATE TABLE layers (
            chain_id BLOB NOT NULL PRIMARY KEY CHECK (length(chain_id) = 32),
            diff_id BLOB NOT NULL CHECK (length(diff_id) = 32),
            parent BLOB CHECK (length(parent) = 32),
            cache_id TEXT NOT NULL UNIQUE,
            size INTEGER NOT NULL CHECK (size >= 0),
            created INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX layers_by_diff_id ON layers (diff_id);
        CREATE INDEX layers_by_parent ON layers (parent) WHERE parent IS NOT NULL;

        CREATE TABLE quarantined_layers (
            number INTEGER PRIMARY KEY,
            chain_id BLOB, diff_id BLOB, parent BLOB, cache_id TEXT, size INTEGER, created INTEGER
        );

        CREATE TABLE rw_layers (
            name TEXT NOT NULL PRIMARY KEY,
            mount_id TEXT NOT NULL UNIQUE,
            init_id TEXT UNIQUE,
            parent BLOB CHECK (length(parent) = 32)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX rw_layers_by_parent ON rw_layers (parent) WHERE parent IS NOT NULL;

        CREATE TABLE pins (
            name TEXT NOT NULL PRIMARY KEY,
            chain_id BLOB NOT NULL CHECK (length(chain_id) = 32),
            owner TEXT,
            expires INTEGER,
            labels TEXT NOT NULL,
            created INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX pins_by_chain_id ON pins (chain_id);

        CREATE TABLE orphans (id TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
        """,
    ];

    /// <summary>Brings a database to the version that it has after all steps, from nothing or from an older one, in one transaction.</summary>
    /// <exception cref="StoreFormatException">The database is of a newer version.</exception>
    public static void Migrate(Database database, string root, IReadOnlyList<string> steps)
    {
        long found = database.Read(VersionOf);
        if (found > steps.Count)
        {
            throw new StoreFormatException(root, $"its metadata.db has schema {found}, this version reads up to {steps.Count}");
        }

        if (found < steps.Count)
        {
            database.Write(connection => Apply(connection, steps));
        }
    }

    /// <summary>Refuses a database that would have to be migrated, or cannot be read.</summary>
    /// <exception cref="StoreFormatException">The database is of another version.</exception>
    public static void ThrowIfOther(Database database, string root, IReadOnlyList<string> steps)
    {
        long found = database.Read(VersionOf);
        if (found != steps.Count)
        {
            throw new StoreFormatException(root, $"its metadata.db has schema {found}, this version reads {steps.Count} when it may not write");
        }
    }

    private static void Apply(Connection connection, IReadOnlyList<string> steps)
    {
        // Asked again inside the transaction: another process may have done it by now.
        for (long version = VersionOf(connection); version < steps.Count; version++)
        {
            connection.Run(steps[(int)version]);
            connection.Run($"PRAGMA user_version = {(version + 1).ToString(CultureInfo.InvariantCulture)}");
        }
    }

    private static long VersionOf(Connection connection) => connection.First("PRAGMA user_version", row => row.GetInt64(0)).Single();
}
