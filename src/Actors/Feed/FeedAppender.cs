using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>
/// One append, within its transaction: first the turn, which makes the order of commits that of revisions; then what is known of all
/// that is to be appended, at once; then all that is written, at once.
/// </summary>
internal sealed class FeedAppender(FeedTables tables, JournalTables journal)
{
    /// <param name="now">The age of the rows counts from here; null for the server's clock.</param>
    public FeedAppend Append(IReadOnlyList<FeedEntry> entries, Instant? now)
    {
        var (last, clock) = tables.Feed.Lock();
        var lost = Lost(entries);
        var changes = Write(Accept(entries, lost), last, (now ?? clock)!.Value);
        return new FeedAppend(changes, lost);
    }

    private HashSet<ClusterName> Lost(IReadOnlyList<FeedEntry> entries)
    {
        var owned = entries.Where(entry => entry is { Term: > 0, Cluster: not null }).Select(entry => (Cluster: entry.Cluster!.Value, entry.Term)).ToHashSet();
        var terms = tables.Owners.Of([.. owned.Select(entry => entry.Cluster).Distinct()]);
        return [.. owned.Where(entry => entry.Term < terms.GetValueOrDefault(entry.Cluster)).Select(entry => entry.Cluster)];
    }

    private List<FeedEntry> Accept(IReadOnlyList<FeedEntry> entries, HashSet<ClusterName> lost)
    {
        List<FeedEntry> owned = lost.Count == 0 ? [.. entries] : [.. entries.Where(entry => entry.Cluster is not { } cluster || !lost.Contains(cluster))];
        var ids = owned.Select(entry => entry.PersistenceId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var reached = ids.Count == 0 ? [] : tables.Progress.Of(ids);

        // Of an id that the feed does not know, either nothing came yet, or everything was deleted after its end, and this is the replay
        // of an aggregate that had read its rows before. What did not come yet is in the journal: nothing else is deleted from there.
        ids.ExceptWith(reached.Keys);
        var journaled = ids.Count > 0 && journal.Exist ? journal.Numbers(ids) : null;
        var accepted = owned.FindAll(entry => entry.PersistenceId is not { } id || IsNew(id, entry.Sequence));
        foreach (var newest in accepted.Where(entry => entry.PersistenceId is not null).GroupBy(entry => entry.PersistenceId).Select(g => g.Last()))
        {
            tables.Progress.Set(newest);
        }

        return accepted;

        bool IsNew(string id, long sequence)
        {
            var isNew = reached.TryGetValue(id, out var known)
                ? sequence > known
                : journaled is null || journaled.Contains(new Progress(id, sequence));
            if (isNew)
            {
                reached[id] = sequence;
            }

            return isNew;
        }
    }

    private List<Change> Write(List<FeedEntry> entries, long revision, Instant now)
    {
        var changes = new List<Change>();
        foreach (var entry in entries)
        {
            foreach (var publication in entry.Publications)
            {
                var body = Body.Write(publication);
                tables.Feed.Insert(++revision, now, publication, body);
                tables.Live.Apply(entry.PersistenceId, publication, body);
                tables.History.Apply(revision, publication, body);
                tables.Timeline.Apply(revision, publication);
                changes.Add(new Change(revision, publication) { Body = body });
            }
        }

        if (changes.Count > 0)
        {
            tables.Feed.SetLast(revision);
        }

        return changes;
    }
}
