using CmsOrchestrator.Actors.Databases;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>One table of Akka.Persistence.Sql, as soon as it is there.</summary>
internal sealed class PluginTable(Database database, string table)
{
    private readonly Statement _last = database.Prepare($"SELECT persistence_id, max(sequence_number) FROM {table} GROUP BY persistence_id");
    private readonly Statement _lastOf = database.Prepare($"SELECT max(sequence_number) FROM {table} WHERE persistence_id = $1");
    private readonly Statement _has = database.Prepare($"SELECT 1 FROM {table} WHERE persistence_id = $1 AND sequence_number = $2");
    private readonly Statement _delete = database.Prepare($"DELETE FROM {table} WHERE persistence_id = $1 AND sequence_number <= $2");
    private bool _isThere;

    public bool IsThere => _isThere = _isThere || database.HasTable(table);

    public Dictionary<string, long> Last() => IsThere
        ? database.Do(() => _last.Rows(row => (Id: row.GetString(0), Sequence: row.GetInt64(1))))
            .ToDictionary(row => row.Id, row => row.Sequence, StringComparer.Ordinal)
        : [];

    public long Last(string persistenceId) => IsThere ? database.Do(() => _lastOf.Number(persistenceId)) ?? 0 : 0;

    public bool Has(string persistenceId, long sequence) => IsThere && database.Do(() => _has.Number(persistenceId, sequence)) is not null;

    /// <summary>Deletes each one's rows up to its sequence number, in one transaction.</summary>
    public void Delete(IReadOnlyCollection<Progress> upTo)
    {
        if (IsThere)
        {
            database.Commit(() =>
            {
                foreach (var progress in upTo)
                {
                    _delete.Write(progress.PersistenceId, progress.Sequence);
                }
            });
        }
    }
}
