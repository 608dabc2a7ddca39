using System.Text.Json;
using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.History;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// A query of history as SQL: its conditions, and the values of their parameters. What overlaps a time cannot be found by the time of its
/// end alone; so rows are of three classes by how long they lasted, and an end that is looked for is never further off than its class
/// allows. Whatever the age of the deployment, that is a range of an index.
/// </summary>
internal sealed class HistorySql
{
    private static readonly TimeSpan[] Classes = [TimeSpan.FromHours(1), TimeSpan.FromDays(1)];

    private static readonly string[] Columns = ["call_type", "recording", "streaming", "lock_state", "freshness", "degraded"];

    private readonly List<object?> _values = [];
    private readonly List<string> _conditions = [];
    private readonly IDatabaseEngine _engine;
    private readonly HistoryQuery _query;
    private readonly string _end;
    private readonly string _to = "";

    public HistorySql(IDatabaseEngine engine, HistoryQuery query, HistoryMoment moment)
    {
        (_engine, _query) = (engine, query);
        (Table, _end, var start) = query.Of == HistoryOf.Calls ? ("history_calls", "ended", "started") : ("history_participants", "\"left\"", "joined");
        Where($"revision <= {Value(moment.Revision)}");
        Where($"{_end} >= {Value(Instant.Max(query.From ?? moment.Oldest, moment.Oldest).Milliseconds)}");
        if (query.To is { } to)
        {
            _to = Value(to.Milliseconds);
            Where($"{start} <= {_to}");
        }

        WhereScope();
        WhereNames();
        foreach (var (column, value) in query.Values)
        {
            Where($"{Columns[(int)column]} = {Value(value)}");
        }
    }

    public string Table { get; }

    /// <summary>The column that rows are sorted by, before their id or revision; that where there is none.</summary>
    public string Key => _query.Order switch
    {
        HistoryOrder.NewestFirst => _end,
        HistoryOrder.StartDescending => "started",
        HistoryOrder.Name or HistoryOrder.NameDescending => "name",
        _ => "call",
    };

    /// <summary>Which class a row is of that lasted so long.</summary>
    public static int ClassOf(TimeSpan lasted) => Classes.Count(most => lasted > most);

    public List<HistoryRow> Rows(Statements statements, HistoryPlace? after, int most)
    {
        if (after is { } place)
        {
            Where(Beyond(place));
        }

        return statements.Of(Select(most))
            .Rows(row => new HistoryRow(row.GetInt64(row.GetOrdinal("revision")), row.GetString(row.GetOrdinal("body"))), [.. _values]);
    }

    public long Count(Statements statements) => Arms().Sum(arm =>
        statements.Of($"SELECT count(*) FROM {Table} WHERE {All(arm)}").Number([.. _values]) ?? 0);

    /// <summary>How SQLite goes about it: a line for each step.</summary>
    internal List<string> Plan(Database database)
    {
        using var explain = database.Once("EXPLAIN QUERY PLAN " + Select(1));
        return explain.Rows(row => row.GetString(3), [.. _values]);
    }

    private string Select(int most)
    {
        var (limit, order) = (Value(most), Order());
        var arms = Arms().Select((arm, i) => $"SELECT * FROM (SELECT * FROM {Table} WHERE {All(arm)} ORDER BY {order} LIMIT {limit}) arm{i}");
        return $"{string.Join(" UNION ALL ", arms)} ORDER BY {order} LIMIT {limit}";
    }

    private IEnumerable<string> Arms() => _to.Length == 0 || _query.Order != HistoryOrder.NewestFirst
        ? [""]
        : [.. Classes.Select((most, i) => $"span = {i} AND {_end} <= {_to} + {(long)most.TotalMilliseconds}"), $"span = {Classes.Length}"];

    private string All(string arm) => string.Join(" AND ", arm.Length == 0 ? _conditions : [arm, .. _conditions]);

    private string Order() => _query.Order switch
    {
        HistoryOrder.NewestFirst => $"{Key} DESC, revision DESC",
        HistoryOrder.Id => "call",
        HistoryOrder.Name => "name, call",
        _ => $"{Key} DESC, call",
    };

    private string Beyond(HistoryPlace after) => _query.Order switch
    {
        HistoryOrder.NewestFirst => Beyond("<", "revision <", after.Key, after.Revision),
        HistoryOrder.Id => $"call > {Value(after.Call)}",
        HistoryOrder.Name => Beyond(">", "call >", after.Key, after.Call),
        _ => Beyond("<", "call >", after.Key, after.Call),
    };

    // The first condition says nothing that the second does not; but it is a range of an index.
    private string Beyond(string key, string tie, object? keyValue, object? tieValue)
    {
        var (k, t) = (Value(keyValue), Value(tieValue));
        return $"{Key} {key}= {k} AND ({Key} {key} {k} OR {tie} {t})";
    }

    private void WhereScope()
    {
        if (_query.Cluster is { } cluster)
        {
            Where($"cluster = {Value(cluster.Value)}");
        }

        if (_query.OnlyClusters is { } only)
        {
            Where(_engine.In("cluster", Value(JsonSerializer.Serialize(only.Select(c => c.Value), NamesJson.Default.IEnumerableString))));
        }

        if (_query.Correlator is { } correlator)
        {
            Where($"correlator = {Value(correlator.ToString())}");
        }

        if (_query.Call is { } call)
        {
            Where($"call = {Value(call.ToString())}");
        }
    }

    private void WhereNames()
    {
        if (_query.Name is { } name)
        {
            Where(Contains("name", name));
        }

        var people = new List<string>();
        if (_query.Uri is { } uri)
        {
            people.Add(Contains("uri", uri));
        }

        if (_query.Participant is { } participant)
        {
            people.Add($"participant = {Value(participant.ToString())}");
        }

        if (_query.Of == HistoryOf.Participants)
        {
            people.ForEach(Where);
        }
        else if (people.Count > 0)
        {
            Where(
                _query.Participant is null
                    ? $"EXISTS (SELECT 1 FROM history_participants p WHERE p.call = history_calls.call AND {people[0]})"
                    : $"call IN (SELECT call FROM history_participants WHERE {string.Join(" AND ", people)})");
        }
    }

    private string Contains(string column, string part)
    {
        var escaped = part.ToUpperInvariant().Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
        return $"{column} LIKE {Value($"%{escaped}%")} ESCAPE '\\'";
    }

    private void Where(string condition) => _conditions.Add(condition);

    private string Value(object? value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }
}

/// <summary>Where in an order a row is.</summary>
internal readonly record struct HistoryPlace(long Revision, object Key, string Call);
