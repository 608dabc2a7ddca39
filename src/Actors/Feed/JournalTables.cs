using CmsOrchestrator.Actors.Databases;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// The tables of Akka.Persistence.Sql, as far as the feed reads and cleans them; names as in hocon/base.conf.
/// </summary>
internal sealed class JournalTables
{
    private readonly PluginTable _journal;
    private readonly PluginTable _snapshots;

    private JournalTables(Database journal, Database snapshots, bool areSeparate)
    {
        AreSeparate = areSeparate;
        _journal = new PluginTable(journal, "journal", areSeparate);
        _snapshots = new PluginTable(snapshots, "snapshot", areSeparate);
    }

    /// <summary>Whether they are in files of their own, where nothing is in one transaction with the feed.</summary>
    public bool AreSeparate { get; }

    /// <summary>Whether there is a journal to compare the feed with.</summary>
    public bool Exist => _journal.IsThere;

    public static JournalTables Beside(Database journal, Database snapshots) => new(journal, snapshots, areSeparate: true);

    public static JournalTables Within(Database feed) => new(feed, feed, areSeparate: false);

    /// <summary>The last sequence number of every persistence id. Akka keeps the last row of each, so it is never less than it was.</summary>
    public Dictionary<string, long> Last() => _journal.Last();

    /// <summary>Those of a range.</summary>
    public Dictionary<string, long> Last((string From, string To) range) => _journal.Last(range);

    /// <summary>The last sequence number in the journal; 0 for none.</summary>
    public long Last(string persistenceId) => _journal.Last(persistenceId);

    /// <summary>The events that are in the journal of these.</summary>
    public HashSet<Progress> Numbers(IEnumerable<string> persistenceIds) => _journal.Numbers(persistenceIds);

    public void DeleteSnapshots(IReadOnlyCollection<Progress> upTo) => _snapshots.Delete(upTo);

    public void DeleteEvents(IReadOnlyCollection<Progress> upTo) => _journal.Delete(upTo);
}
