using Microsoft.Data.Sqlite;

namespace CmsOrchestrator.Actors.Databases;

/// <summary>What SQLite's errors mean to who runs the program: a line, to follow the file's name.</summary>
internal static class SqliteErrors
{
    // https://sqlite.org/rescode.html
    private const int Busy = 5;
    private const int TableLocked = 6;
    private const int ReadOnly = 8;
    private const int Interrupted = 9;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static string Cause(SqliteException error) => error.SqliteErrorCode switch
    {
        Busy or TableLocked => $"is locked by another process; waited {StorageFiles.LockTime.TotalSeconds} s for it.",
        ReadOnly => "is read-only.",
        Interrupted => "took too long to answer.",
        InputOutput => $"cannot be read or written: disk I/O error {error.SqliteExtendedErrorCode}.",
        Corrupt => "is corrupt: " + Detail(error),
        Full => "cannot grow: the disk is full.",
        CannotOpen => "cannot be opened: it or its directory may not be accessible.",
        NotADatabase => "is not a database: it is corrupt, or something else.",
        _ => "failed: " + Detail(error),
    };

    // "SQLite Error 11: 'database disk image is malformed'." → database disk image is malformed.
    private static string Detail(SqliteException error)
    {
        var parts = error.Message.Split('\'', 2);
        return parts.Length == 2 ? parts[1].TrimEnd('.', '\'') + "." : error.Message;
    }
}
