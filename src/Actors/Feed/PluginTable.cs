namespace CmsOrchestrator.Actors.Feed;

/// <summary>One table of Akka.Persistence.Sql in its own file, opened when it is there.</summary>
internal sealed class PluginTable(string path, string table) : IDisposable
{
    private SqliteFile? _file;
    private Open? _open;

    public bool IsThere => Find() is not null;

    public Dictionary<string, long> Last() => Find() is { } open
        ? open.File.Do(() => open.Last.Rows(row => (Id: row.GetString(0), Sequence: row.GetInt64(1))))
            .ToDictionary(row => row.Id, row => row.Sequence, StringComparer.Ordinal)
        : [];

    public long Last(string persistenceId) => Find() is { } open ? open.File.Do(() => open.LastOf.Number(persistenceId)) ?? 0 : 0;

    public bool Has(string persistenceId, long sequence) =>
        Find() is { } open && open.File.Do(() => open.Has.Number(persistenceId, sequence)) is not null;

    /// <summary>Deletes each one's rows up to its sequence number, in one transaction.</summary>
    public void Delete(IEnumerable<Progress> upTo)
    {
        if (Find() is { } open)
        {
            open.File.Commit(() => upTo.Sum(p => open.Delete.Run(p.PersistenceId, p.Sequence)));
        }
    }

    public void Dispose() => _file?.Dispose();

    private Open? Find()
    {
        if (_open is null && (_file is not null || File.Exists(path)))
        {
            _file ??= SqliteFile.Open(path);
            _open = _file.Do(() => _file.HasTable(table)) ? new Open(_file, table) : null;
        }

        return _open;
    }

    private sealed class Open(SqliteFile file, string table)
    {
        public SqliteFile File => file;

        public Statement Last { get; } = file.Prepare($"SELECT persistence_id, max(sequence_number) FROM {table} GROUP BY persistence_id");

        public Statement LastOf { get; } = file.Prepare($"SELECT max(sequence_number) FROM {table} WHERE persistence_id = $1");

        public Statement Has { get; } = file.Prepare($"SELECT 1 FROM {table} WHERE persistence_id = $1 AND sequence_number = $2");

        public Statement Delete { get; } = file.Prepare($"DELETE FROM {table} WHERE persistence_id = $1 AND sequence_number <= $2");
    }
}
