using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Lists;

/// <summary>A list to which each active call adds what it has for it, whatever the other calls have.</summary>
/// <param name="candidates">The calls to look at; others have nothing for the list.</param>
/// <param name="offer">Adds what a call has for the list, in the list's order. Asked of calls that are no candidates, too.</param>
/// <param name="callOf">The call that added an item.</param>
/// <param name="order">The list's order: no two items are equal in it.</param>
/// <param name="isByCall">Whether what candidates add, one after the other, is in that order.</param>
internal sealed class CallByCall<T>(
    Func<ReadModel, IEnumerable<LiveCall>> candidates, Action<LiveCall, List<T>> offer, Func<T, CallId> callOf, Comparison<T> order, bool isByCall)
    : ListQuery<T>
    where T : class
{
    public override Selection<T> Select(ReadModel model)
    {
        List<T> items = [];
        foreach (var call in candidates(model))
        {
            offer(call, items);
        }

        if (!isByCall)
        {
            items.Sort(order);
        }

        return new ItemSelection<T>([.. items]);
    }

    public override Selection<T>? Follow(Selection<T> before, ReadModel model, IReadOnlySet<CallId> changed)
    {
        if (before is not ItemSelection<T> known)
        {
            return null;
        }

        List<T> gone = [];
        foreach (var item in known.Items)
        {
            if (changed.Contains(callOf(item)))
            {
                gone.Add(item);
            }
        }

        var come = Offered(model, changed);
        return gone.SequenceEqual(come, ReferenceEqualityComparer.Instance) ? before : Merge(known, changed, come, known.Count - gone.Count + come.Count);
    }

    private List<T> Offered(ReadModel model, IReadOnlySet<CallId> changed)
    {
        List<T> items = [];
        foreach (var id in changed)
        {
            if (model.Calls.TryGetValue(id, out var call))
            {
                offer(call, items);
            }
        }

        items.Sort(order);
        return items;
    }

    private ItemSelection<T> Merge(ItemSelection<T> known, IReadOnlySet<CallId> changed, List<T> come, int count)
    {
        var merged = new T[count];
        var (place, next) = (0, 0);
        foreach (var item in known.Items)
        {
            if (changed.Contains(callOf(item)))
            {
                continue;
            }

            while (next < come.Count && order(come[next], item) < 0)
            {
                merged[place++] = come[next++];
            }

            merged[place++] = item;
        }

        come.CopyTo(next, merged, place, come.Count - next);
        return new ItemSelection<T>(merged);
    }
}
