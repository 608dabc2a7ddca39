using System.Data;
using System.Data.Common;
using System.Globalization;

namespace CmsOrchestrator.Actors.Databases;

/// <summary>
/// One statement with parameters <c>$1</c>, <c>$2</c>, …, compiled once for each connection and run any number of times. Values are
/// numbers, texts, bytes and null; null is one of a text.
/// </summary>
internal sealed class Statement(Database database, string sql) : IDisposable
{
    private DbCommand? _command;
    private SqliteWrite? _write;

    /// <summary>Runs it for its effect: the number of rows changed.</summary>
    public int Run(params ReadOnlySpan<object?> values) => Bound(values).ExecuteNonQuery();

    /// <summary>Runs it for its effect, within a transaction, before it commits and before anything else is read or run.</summary>
    public void Write(params ReadOnlySpan<object?> values)
    {
        if (database.Later(sql) is { } later)
        {
            Bind(later.Parameters, values);
        }
        else
        {
            _write ??= database.Write(sql);
            _write.Run(values);
        }
    }

    /// <summary>Its one number; null where there is none.</summary>
    public long? Number(params ReadOnlySpan<object?> values) =>
        Bound(values).ExecuteScalar() is { } value and not DBNull ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;

    /// <summary>All its rows.</summary>
    public List<T> Rows<T>(Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Bound(values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Gives its command back; the next use makes it anew.</summary>
    public void Dispose()
    {
        _command?.Dispose();
        _command = null;
        _write?.Dispose();
        _write = null;
    }

    private DbCommand Bound(ReadOnlySpan<object?> values)
    {
        if (_command is null)
        {
            _command = database.Command(sql);
        }
        else
        {
            database.Flush();
        }

        Bind(_command.Parameters, values);
        return _command;
    }

    private void Bind(DbParameterCollection parameters, ReadOnlySpan<object?> values)
    {
        for (var i = parameters.Count; i < values.Length; i++)
        {
            parameters.Add(database.Engine.Parameter(i + 1));
        }

        for (var i = 0; i < values.Length; i++)
        {
            var parameter = parameters[i];
            (parameter.DbType, parameter.Value) = values[i] switch
            {
                null => (DbType.String, DBNull.Value),
                string text => (DbType.String, StorableText.Of(text)),
                byte[] bytes => (DbType.Binary, bytes),
                var number => (DbType.Int64, (object)Convert.ToInt64(number, CultureInfo.InvariantCulture)),
            };
        }
    }
}
