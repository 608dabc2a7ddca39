using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CmsOrchestrator.Actors.Databases;

/// <summary>
/// One connection to a database of ours. What a transaction wrote is on the disk when it returns. Errors are
/// <see cref="StorageException"/>s that name the file or the server. A connection that was lost is made anew by the next piece of
/// work. For one thread at a time.
/// </summary>
internal sealed class Database : IDisposable
{
    private const int MostWrites = 500;

    private readonly IDatabaseEngine _engine;
    private readonly List<Statement> _statements = [];
    private DbConnection? _connection;
    private DbBatch? _writes;

    private Database(IDatabaseEngine engine) => _engine = engine;

    /// <summary>The file, or the database and its server.</summary>
    public string Name => _engine.Name;

    public IDatabaseEngine Engine => _engine;

    /// <summary>Opens it and finds out whether it can be read and written. From then on the engine is this object's.</summary>
    public static Database Open(IDatabaseEngine engine)
    {
        var database = new Database(engine);
        try
        {
            database.Do(() => true);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A statement that lives as long as this.</summary>
    public Statement Prepare(string sql)
    {
        var statement = new Statement(this, sql);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>A statement that is needed once.</summary>
    public Statement Once(string sql) => new(this, sql);

    /// <summary>Runs statements that are needed once.</summary>
    public void Run(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    public object? Scalar(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteScalar();
    }

    public long Number(string sql) => Convert.ToInt64(Scalar(sql), CultureInfo.InvariantCulture);

    public bool HasTable(string name) => Do(() => _engine.HasTable(this, name));

    /// <summary>One transaction: all of <paramref name="work"/> is durable when it returns, or nothing of it happened.</summary>
    public T Commit<T>(Func<T> work) => Transaction(_engine.Begin, work);

    /// <summary>Reads, all of it as of one moment.</summary>
    public T Read<T>(Func<T> work) => Transaction(_engine.BeginRead, work);

    public void Commit(Action work) => Commit(() =>
    {
        work();
        return true;
    });

    /// <summary>Does something with the database; what it has against it is told with its name.</summary>
    public T Do<T>(Func<T> work)
    {
        try
        {
            _connection ??= _engine.Open();
            return work();
        }
        catch (Exception e) when (_engine.Explain(e) is { } cause)
        {
            CloseIfLost();
            throw new StorageException($"{Name} {cause}", e);
        }
    }

    /// <summary>Ends what is being read, if the engine has no time limit of its own; whoever reads it is told. For any thread.</summary>
    public void Interrupt()
    {
        if (_connection is { } connection)
        {
            _engine.Interrupt(connection);
        }
    }

    public void Dispose()
    {
        Close();
        _engine.Dispose();
    }

    internal DbConnection Connection => _connection ?? throw new InvalidOperationException($"{Name} is not open.");

    internal DbCommand Command(string sql)
    {
        Flush();
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    /// <summary>A command that is sent with those after it, where the engine can send several at once; else null.</summary>
    internal DbBatchCommand? Later(string sql)
    {
        if (!Connection.CanCreateBatch)
        {
            return null;
        }

        if (_writes?.BatchCommands.Count == MostWrites)
        {
            Flush();
        }

        _writes ??= Connection.CreateBatch();
        var command = _writes.CreateBatchCommand();
        command.CommandText = sql;
        _writes.BatchCommands.Add(command);
        return command;
    }

    /// <summary>A statement that is run at once, where nothing is sent later.</summary>
    internal SqliteWrite Write(string sql) => new((SqliteConnection)Connection, sql);

    /// <summary>Sends what is to be written.</summary>
    internal void Flush()
    {
        if (_writes is { } writes)
        {
            _writes = null;
            using (writes)
            {
                writes.ExecuteNonQuery();
            }
        }
    }

    private T Transaction<T>(Action<DbConnection> begin, Func<T> work) => Do(() =>
    {
        var connection = Connection;
        begin(connection);
        try
        {
            var result = work();
            Flush();
            _engine.Commit(connection);
            return result;
        }
        catch
        {
            Forget();
            _engine.Rollback(connection);
            throw;
        }
    });

    private void Forget()
    {
        _writes?.Dispose();
        _writes = null;
    }

    private void CloseIfLost()
    {
        if (_connection is { } connection && (connection.State != ConnectionState.Open || !_engine.Survives(connection)))
        {
            Close();
        }
    }

    private void Close()
    {
        Forget();
        _statements.ForEach(statement => statement.Dispose());
        _connection?.Dispose();
        _connection = null;
    }
}
