using System.Text.Json;
using CmsOrchestrator.Actors.Databases;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>One table of Akka.Persistence.Sql, as soon as it is there.</summary>
/// <param name="isSeparate">Whether it is in a file of its own, where nothing is in one transaction with the feed.</param>
internal sealed class PluginTable(Database database, string table, bool isSeparate)
{
    private readonly Statement _last = database.Prepare($"SELECT persistence_id, max(sequence_number) FROM {table} GROUP BY persistence_id");
    private readonly Statement _lastOf = database.Prepare($"SELECT max(sequence_number) FROM {table} WHERE persistence_id = $1");
    private readonly Statement _numbers = database.Prepare(
        $"SELECT persistence_id, sequence_number FROM {table} WHERE {database.Engine.In("persistence_id", "$1")}");

    private readonly Statement _lastWithin = database.Prepare(
        $"SELECT persistence_id, max(sequence_number) FROM {table} WHERE persistence_id >= $1 AND persistence_id < $2 GROUP BY persistence_id");

    private readonly Statement _delete = database.Prepare($"DELETE FROM {table} WHERE persistence_id = $1 AND sequence_number <= $2");
    private bool _isThere;

    public bool IsThere => _isThere = _isThere || database.HasTable(table);

    public Dictionary<string, long> Last() => ById(Read(_last));

    public Dictionary<string, long> Last((string From, string To) range) => ById(Read(_lastWithin, range.From, range.To));

    /// <summary>The rows of these ids.</summary>
    public HashSet<Progress> Numbers(IEnumerable<string> persistenceIds) => [.. Read(_numbers, JsonSerializer.Serialize(persistenceIds, NamesJson.Default.IEnumerableString))];

    public long Last(string persistenceId) => IsThere ? database.Do(() => _lastOf.Number(persistenceId)) ?? 0 : 0;

    /// <summary>Deletes each one's rows up to its sequence number: in the feed's transaction, or in one of its own where it is separate.</summary>
    public void Delete(IReadOnlyCollection<Progress> upTo)
    {
        if (!IsThere)
        {
            return;
        }

        if (isSeparate)
        {
            database.Commit(() => Write(upTo));
        }
        else
        {
            Write(upTo);
        }
    }

    private static Dictionary<string, long> ById(List<Progress> found) =>
        found.ToDictionary(p => p.PersistenceId, p => p.Sequence, StringComparer.Ordinal);

    private void Write(IReadOnlyCollection<Progress> upTo)
    {
        foreach (var progress in upTo)
        {
            _delete.Write(progress.PersistenceId, progress.Sequence);
        }
    }

    private List<Progress> Read(Statement statement, params string[] values) =>
        IsThere ? database.Do(() => statement.Rows(row => new Progress(row.GetString(0), row.GetInt64(1)), [.. values])) : [];
}
