using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// One open SQLite file of ours, in WAL mode with <c>synchronous=FULL</c>: what a transaction wrote is on the disk when it returns.
/// Errors are <see cref="StorageException"/>s that name the file. For one thread at a time.
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    // A full check reads the whole file; larger ones are checked as they are read.
    private const long QuickCheckLimit = 256L << 20;

    private readonly SqliteConnection _connection;
    private readonly List<Statement> _statements = [];

    private SqliteFile(string path)
    {
        Path = path;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder(StorageFiles.Connection(path)) { Pooling = false }.ToString());
    }

    public string Path { get; }

    /// <summary>Opens the file, makes it where there is none, and finds out whether it can be read and written.</summary>
    public static SqliteFile Open(string path)
    {
        if (File.Exists(path) && new FileInfo(path).IsReadOnly)
        {
            throw new StorageException(path + " is read-only.");
        }

        var file = new SqliteFile(path);
        try
        {
            file.Do(file.OpenChecked);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A statement that lives as long as the file is open.</summary>
    public Statement Prepare(string sql)
    {
        var statement = new Statement(_connection, sql);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>A statement that is needed once.</summary>
    public Statement Once(string sql) => new(_connection, sql);

    /// <summary>Runs statements that are needed once.</summary>
    public void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public object? Scalar(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public long Number(string sql) => Convert.ToInt64(Scalar(sql), CultureInfo.InvariantCulture);

    public bool HasTable(string name)
    {
        using var find = Once("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1");
        return find.Number(name) is not null;
    }

    /// <summary>One transaction: all of <paramref name="work"/> is durable when it returns, or nothing of it happened.</summary>
    public T Commit<T>(Func<T> work) => Do(() =>
    {
        Begin();
        try
        {
            var result = work();
            Run("COMMIT");
            return result;
        }
        catch
        {
            Rollback();
            throw;
        }
    });

    /// <summary>Does something with the file; what SQLite has against it is told with the file's name.</summary>
    public T Do<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw StorageErrors.Of(Path, e);
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private bool OpenChecked()
    {
        _connection.Open();

        // SQLite's own wait notices within milliseconds that a lock is gone; that of Microsoft.Data.Sqlite looks every 150 ms.
        Run($"PRAGMA busy_timeout = {StorageFiles.LockTime.TotalMilliseconds}");
        Run("PRAGMA synchronous = FULL");
        if (Scalar("PRAGMA journal_mode = WAL") as string is not "wal")
        {
            throw new StorageException(Path + " cannot be put into WAL mode: its file system does not support it.");
        }

        if (new FileInfo(Path).Length <= QuickCheckLimit && Scalar("PRAGMA quick_check(1)") as string is var found and not "ok")
        {
            throw new StorageException($"{Path} is corrupt: {found?.ReplaceLineEndings(" ")}.");
        }

        // Writes one page, as it was: finds a lock, a full disk or a read-only one now, not in the middle of the work.
        Run($"PRAGMA user_version = {Number("PRAGMA user_version")}");
        return true;
    }

    private void Begin()
    {
        Rollback();
        Run("BEGIN IMMEDIATE");
    }

    // Some errors end the transaction by themselves. Where even the rollback fails, the next transaction tries it again.
    private void Rollback()
    {
        if (_connection.Handle is { } handle && raw.sqlite3_get_autocommit(handle) == 0)
        {
            try
            {
                Run("ROLLBACK");
            }
            catch (SqliteException) when (raw.sqlite3_get_autocommit(handle) == 0)
            {
                // Begin finds it still open.
            }
        }
    }
}
