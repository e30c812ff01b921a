using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LayerKit.Metadata.Sqlite;

/// <summary>One connection with its prepared statements; used by one thread at a time.</summary>
internal sealed class Connection : IDisposable
{
    // SQLite waits for other writers itself, for this long; the library's own waiting on top of that is cut short.
    private const int BusyMilliseconds = 60_000;
    private const int CommandSeconds = 1;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

    public Connection(string path, bool sync, bool readOnly)
    {
        // The library's pool is shared by the whole process and outlives a store, so it is off.
        SqliteConnectionStringBuilder settings = new()
        {
            DataSource = path,
            Pooling = false,
            DefaultTimeout = CommandSeconds,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
        };
        _connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            _connection.Open();
            Run($"PRAGMA busy_timeout = {BusyMilliseconds.ToString(CultureInfo.InvariantCulture)}");
            if (readOnly)
            {
                return;
            }

            UseWriteAheadLog();
            // NORMAL survives a killed process, FULL a power cut too: https://www.sqlite.org/pragma.html#pragma_synchronous
            Run(sync ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>True between BEGIN and the end of that transaction.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    /// <summary>Runs SQL that is not worth preparing.</summary>
    public void Run(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a prepared statement; its parameters are $0, $1 and so on.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>The rows of a query.</summary>
    public List<T> All<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using SqliteDataReader reader = Prepare(sql, values).ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>The first row of a query, or none.</summary>
    public IReadOnlyList<T> First<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using SqliteDataReader reader = Prepare(sql, values).ExecuteReader();
        return reader.Read() ? [read(reader)] : [];
    }

    public void Dispose()
    {
        foreach (SqliteCommand statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    /// <summary>The first process turns the log on, for good. SQLite does not wait for a second one that does it too, so the library has to.</summary>
    private void UseWriteAheadLog()
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        command.CommandTimeout = BusyMilliseconds / 1000;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out SqliteCommand? statement))
        {
            statement = _connection.CreateCommand();
            statement.CommandText = sql;
            for (int i = 0; i < values.Length; i++)
            {
                statement.Parameters.Add(new SqliteParameter { ParameterName = "$" + i.ToString(CultureInfo.InvariantCulture) });
            }

            _statements.Add(sql, statement);
        }

        for (int i = 0; i < values.Length; i++)
        {
            statement.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return statement;
    }
}
