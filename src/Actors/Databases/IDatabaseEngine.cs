using System.Data.Common;

namespace CmsOrchestrator.Actors.Databases;

/// <summary>What is not the same for SQLite and PostgreSQL. Everything else is said once, in SQL that both understand.</summary>
internal interface IDatabaseEngine : IDisposable
{
    /// <summary>The file, or the database and its server: what a problem's line begins with. Never a secret.</summary>
    string Name { get; }

    /// <summary>Whether other processes may write to it, too.</summary>
    bool IsShared { get; }

    /// <summary>What tells listeners the number in its parameter, once the transaction has committed; null where nobody listens.</summary>
    string? Notify { get; }

    /// <summary>The value at place 1, 2, … of a statement.</summary>
    DbParameter Parameter(int place);

    /// <summary>A connection that can be read and written. Throws what <see cref="Explain"/> knows, or a <see cref="StorageException"/>.</summary>
    DbConnection Open();

    /// <summary>Begins a transaction. What an earlier one left open is undone first.</summary>
    void Begin(DbConnection connection);

    /// <summary>Begins a transaction that reads only, and all of it as of one moment.</summary>
    void BeginRead(DbConnection connection);

    void Commit(DbConnection connection);

    /// <summary>Undoes the transaction if there is one. Never throws.</summary>
    void Rollback(DbConnection connection);

    /// <summary>Ends the statement that is running, where nothing else does. For any thread.</summary>
    void Interrupt(DbConnection connection);

    /// <summary>Whether a connection may be used again after this error.</summary>
    bool Survives(DbConnection connection);

    /// <summary>What an error means to who runs the program, to follow <see cref="Name"/>; null for one that is not the database's.</summary>
    string? Explain(Exception error);

    /// <summary>Whether an error, as <see cref="Database"/> tells it, is about what was to be written and not about the database.</summary>
    bool IsOfOneRow(Exception error);

    bool HasTable(Database database, string table);

    /// <summary>A condition: a column's text is one of those in the JSON array that a parameter holds.</summary>
    string In(string column, string parameter);

    /// <summary>
    /// The statements of a schema's step in this engine's words. They are written in SQLite's: <c>INTEGER</c> is a number of 64 bits,
    /// <c>TEXT</c> is compared by code point.
    /// </summary>
    string Ddl(string step);

    /// <summary>Whether no other process is at this kind of work; then none begins with it until the transaction ends.</summary>
    bool TryLock(Database database, AdvisoryLock work);

    /// <summary>Lets nobody else change the schema until the transaction ends, and gives the version that this part of it has.</summary>
    long LockVersion(Database database, string part);

    void SetVersion(Database database, string part, long version);
}
