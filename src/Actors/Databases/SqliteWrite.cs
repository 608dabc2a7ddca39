using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CmsOrchestrator.Actors.Databases;

/// <summary>
/// One statement that gives no rows, prepared once: bound and run without what a command of ADO.NET does for each run, which for a small
/// row is most of the work. For one thread at a time.
/// </summary>
internal sealed class SqliteWrite : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _places;

    public SqliteWrite(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
        _places = [.. Enumerable.Range(1, raw.sqlite3_bind_parameter_count(_statement))
            .Select(n => raw.sqlite3_bind_parameter_index(_statement, string.Create(CultureInfo.InvariantCulture, $"${n}")))];
    }

    /// <summary>Throws what ADO.NET throws.</summary>
    public void Run(ReadOnlySpan<object?> values)
    {
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                Check(Bind(_places[i], values[i]));
            }

            var result = raw.sqlite3_step(_statement);
            if (result != raw.SQLITE_DONE)
            {
                Check(result);
            }
        }
        finally
        {
            _ = raw.sqlite3_reset(_statement); // what it says was said by the step already
        }
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, place),
        string text => Bind(place, StorableText.Of(text)),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        var number => raw.sqlite3_bind_int64(_statement, place, Convert.ToInt64(number, CultureInfo.InvariantCulture)),
    };

    private int Bind(int place, string text)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return raw.sqlite3_bind_text(_statement, place, utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
