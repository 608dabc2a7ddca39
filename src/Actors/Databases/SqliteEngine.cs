using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CmsOrchestrator.Actors.Databases;

/// <summary>One SQLite file, in WAL mode with <c>synchronous=FULL</c>.</summary>
internal sealed class SqliteEngine : IDatabaseEngine
{
    // A full check reads the whole file; larger ones are checked as they are read.
    private const long QuickCheckLimit = 256L << 20;

    private readonly string _path;
    private readonly Action<SqliteConnection, string> _prepare;

    private SqliteEngine(string path, Action<SqliteConnection, string> prepare) => (_path, _prepare) = (path, prepare);

    public string Name => _path;

    // The data directory is one process' alone.
    public bool IsShared => false;

    public string? Notify => null;

    public string Clock => "NULL";

    /// <summary>Opens the file, makes it where there is none, and finds out whether it can be read and written.</summary>
    public static Database Open(string path) => Database.Open(new SqliteEngine(path, Check));

    /// <summary>Opens a file that its writer has open, for reading beside it: neither waits for the other.</summary>
    public static Database OpenToRead(string path) => Database.Open(new SqliteEngine(path, PrepareToRead));

    /// <summary>Opens a file that is known to be whole, to write to it beside others that may.</summary>
    public static Database OpenToWrite(string path) => Database.Open(new SqliteEngine(path, PrepareToWrite));

    public DbParameter Parameter(int place) => new SqliteParameter { ParameterName = $"${place}" };

    public DbConnection Open()
    {
        if (File.Exists(_path) && new FileInfo(_path).IsReadOnly)
        {
            throw new StorageException(_path + " is read-only.");
        }

        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder(StorageFiles.Connection(_path)) { Pooling = false }.ToString());
        try
        {
            connection.Open();
            _prepare(connection, _path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Begin(DbConnection connection)
    {
        Rollback(connection);
        Run(connection, "BEGIN IMMEDIATE");
    }

    public void BeginRead(DbConnection connection)
    {
        Rollback(connection);
        Run(connection, "BEGIN");
    }

    public void Commit(DbConnection connection) => Run(connection, "COMMIT");

    // Some errors end the transaction by themselves. Where even the rollback fails, the next transaction tries it again.
    public void Rollback(DbConnection connection)
    {
        if (IsInTransaction(connection))
        {
            try
            {
                Run(connection, "ROLLBACK");
            }
            catch (SqliteException) when (IsInTransaction(connection))
            {
                // Begin finds it still open.
            }
        }
    }

    public void Interrupt(DbConnection connection)
    {
        if (connection is SqliteConnection { Handle: { } handle })
        {
            raw.sqlite3_interrupt(handle);
        }
    }

    public bool Survives(DbConnection connection) => true;

    public string? Explain(Exception error) => error is SqliteException e ? SqliteErrors.Cause(e) : null;

    public bool IsOfOneRow(Exception error) => error is StorageException { InnerException: SqliteException { SqliteErrorCode: raw.SQLITE_CONSTRAINT } };

    public bool HasTable(Database database, string table)
    {
        using var find = database.Once("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1");
        return find.Number(table) is not null;
    }

    public string In(string column, string parameter) => $"{column} IN (SELECT value FROM json_each({parameter}))";

    public string Ddl(string step) => step;

    public bool TryLock(Database database, AdvisoryLock work) => true;

    // A file has one part, and whoever writes has the file's lock.
    public long LockVersion(Database database, string part) => database.Number("PRAGMA user_version");

    public void SetVersion(Database database, string part, long version) => database.Run($"PRAGMA user_version = {version}");

    public void Dispose()
    {
    }

    // What is changed again and again stays in memory, and in the log until enough has changed that it is worth copying. A larger cache makes
    // commits slower: most of those that split a page of a tree go through all of it.
    private const int CacheKiB = 8 * 1024;
    private const int CheckpointPages = 8 * 1024;

    private static void PrepareToRead(SqliteConnection connection, string path)
    {
        Run(connection, $"PRAGMA busy_timeout = {StorageFiles.LockTime.TotalMilliseconds}");
        Run(connection, "PRAGMA query_only = 1");
    }

    private static void PrepareToWrite(SqliteConnection connection, string path)
    {
        // SQLite's own wait notices within milliseconds that a lock is gone; that of Microsoft.Data.Sqlite looks every 150 ms.
        Run(connection, $"PRAGMA busy_timeout = {StorageFiles.LockTime.TotalMilliseconds}");
        Run(connection, "PRAGMA synchronous = FULL");
        Run(connection, $"PRAGMA cache_size = -{CacheKiB}");
        Run(connection, $"PRAGMA wal_autocheckpoint = {CheckpointPages}");
    }

    private static void Check(SqliteConnection connection, string path)
    {
        PrepareToWrite(connection, path);
        if (Scalar(connection, "PRAGMA journal_mode = WAL") as string is not "wal")
        {
            throw new StorageException(path + " cannot be put into WAL mode: its file system does not support it.");
        }

        if (new FileInfo(path).Length <= QuickCheckLimit && Scalar(connection, "PRAGMA quick_check(1)") as string is var found and not "ok")
        {
            throw new StorageException($"{path} is corrupt: {found?.ReplaceLineEndings(" ")}.");
        }

        // Writes one page, as it was: finds a lock, a full disk or a read-only one now, not in the middle of the work.
        Run(connection, $"PRAGMA user_version = {Scalar(connection, "PRAGMA user_version")}");
    }

    private static bool IsInTransaction(DbConnection connection) =>
        connection is SqliteConnection { Handle: { } handle } && raw.sqlite3_get_autocommit(handle) == 0;

    private static void Run(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
