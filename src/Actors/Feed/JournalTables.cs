using CmsOrchestrator.Actors.Databases;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// The tables of Akka.Persistence.Sql, as far as the feed reads and cleans them; names as in hocon/base.conf. In SQLite, Akka makes
/// them at its first write; until then there is nothing in them.
/// </summary>
/// <param name="journal">Where the events are: the feed's own database, or a file beside it.</param>
/// <param name="snapshots">Where the snapshots are, likewise.</param>
internal sealed class JournalTables(Database journal, Database snapshots)
{
    private readonly PluginTable _journal = new(journal, "journal");
    private readonly PluginTable _snapshots = new(snapshots, "snapshot");

    /// <summary>Whether there is a journal to compare the feed with.</summary>
    public bool Exist => _journal.IsThere;

    /// <summary>The last sequence number of every persistence id. Akka keeps the last row of each, so it is never less than it was.</summary>
    public Dictionary<string, long> Last() => _journal.Last();

    /// <summary>The last sequence number in the journal; 0 for none.</summary>
    public long Last(string persistenceId) => _journal.Last(persistenceId);

    public bool Has(string persistenceId, long sequence) => _journal.Has(persistenceId, sequence);

    public void DeleteSnapshots(IReadOnlyCollection<Progress> upTo) => _snapshots.Delete(upTo);

    public void DeleteEvents(IReadOnlyCollection<Progress> upTo) => _journal.Delete(upTo);
}
