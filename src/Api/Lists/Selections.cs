using CmsOrchestrator.Actors.Views;
using CmsOrchestrator.Api.Paging;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Api.Lists;

/// <summary>
/// What lists have at the newest revision. A list that was asked for before is brought forward over the changes since; what has not
/// been asked for lately is forgotten. Bounded; safe for any thread.
/// </summary>
internal sealed class Selections(ViewHolder views)
{
    private const int MostLists = 4096;
    private const int MostWeight = 2 << 20;

    // Of more changes than that every list is found anew.
    private const int MostChanges = 1024;

    private readonly Lock _gate = new();
    private readonly Generations<long, Found> _found = new(MostLists, MostWeight, found => found.Selection.Weight);

    /// <param name="query">Tells the query from every other.</param>
    public Selection<T> Of<T>(Revision revision, long query, ListQuery<T> list)
    {
        Found? before;
        lock (_gate)
        {
            before = _found.Find(query);
        }

        if (before is { Selection: Selection<T> same } && before.Revision == revision.Number)
        {
            return same;
        }

        var selection = Follow(before, revision, list) ?? list.Select(revision.Model);
        lock (_gate)
        {
            if (_found.Find(query) is not { } other || other.Revision < revision.Number)
            {
                _found.Set(query, new Found(revision.Number, selection));
            }
        }

        return selection;
    }

    private Selection<T>? Follow<T>(Found? before, Revision revision, ListQuery<T> list) =>
        before?.Selection is Selection<T> known && Changed(before.Revision, revision.Number) is { } changed
            ? list.Follow(known, revision.Model, changed)
            : null;

    /// <summary>The calls that changed after one revision and up to another; null where that is not known, or too many did.</summary>
    private HashSet<CallId>? Changed(long after, long upTo)
    {
        if (upTo - after is < 0 or > MostChanges)
        {
            return null;
        }

        HashSet<CallId> calls = [];
        List<PublishedChange> changes = [];
        for (; after < upTo; after += changes.Count)
        {
            changes.Clear();
            if (!views.Changes.Read(after, (int)(upTo - after), changes) || changes.Count == 0)
            {
                return null;
            }

            calls.UnionWith(changes.Where(change => change.Call is not null).Select(change => change.Call!.Value));
        }

        return calls;
    }

    private sealed record Found(long Revision, ISelection Selection);
}
