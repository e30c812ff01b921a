using System.Collections.Concurrent;
using LayerKit.Errors;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LayerKit.Metadata.Sqlite;

/// <summary>The connections to one database file: as many as there are calls at a time, kept for the next calls. What it throws are BCL exceptions and LayerKit's.</summary>
internal sealed class Database(string path, bool sync, bool readOnly = false) : IDisposable
{
    // What .NET makes of ENOSPC, so that the store says "no space left".
    private const int NoSpaceHResult = 28;

    private readonly ConcurrentBag<Connection> _idle = [];
    private volatile bool _closed;

    /// <summary>Reads.</summary>
    public T Read<T>(Func<Connection, T> read) => Call(read);

    /// <summary>Writes in one transaction: all of it happens, or, when this throws, nothing.</summary>
    public T Write<T>(Func<Connection, T> write) => Call(connection =>
    {
        // A transaction that begins by reading could find itself unable to become a writer.
        connection.Run("BEGIN IMMEDIATE");
        try
        {
            T result = write(connection);
            connection.Run("COMMIT");
            return result;
        }
        catch
        {
            Rollback(connection);
            throw;
        }
    });

    /// <inheritdoc cref="Write{T}"/>
    public void Write(Action<Connection> write) => Write(connection =>
    {
        write(connection);
        return true;
    });

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out Connection? connection))
        {
            connection.Dispose();
        }
    }

    private T Call<T>(Func<Connection, T> call)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        try
        {
            Connection connection = _idle.TryTake(out Connection? idle) ? idle : new Connection(path, sync, readOnly);
            try
            {
                return call(connection);
            }
            finally
            {
                Return(connection);
            }
        }
        catch (SqliteException e)
        {
            throw Translate(e);
        }
    }

    private void Return(Connection connection)
    {
        _idle.Add(connection);
        if (_closed)
        {
            Dispose();
        }
    }

    // SQLite has rolled back by itself after some errors, and says so with another error.
    private static void Rollback(Connection connection)
    {
        if (connection.InTransaction)
        {
            connection.Run("ROLLBACK");
        }
    }

    private Exception Translate(SqliteException e) => e.SqliteErrorCode switch
    {
        raw.SQLITE_CONSTRAINT => new IOException("a record with that key or driver id is there already", e),
        raw.SQLITE_FULL => new IOException($"no space left for {path}", e) { HResult = NoSpaceHResult },
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new MetadataCorruptException(path, e.Message, e),
        raw.SQLITE_PERM or raw.SQLITE_READONLY or raw.SQLITE_AUTH => new UnauthorizedAccessException($"{path}: {e.Message}", e),
        _ => new IOException($"{path}: {e.Message}", e),
    };
}
