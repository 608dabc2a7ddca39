using System.Collections.Immutable;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Connections;

/// <summary>The indexes of one connection. An index is never used for a second resource, and never again once it is spent.</summary>
internal sealed class SubscriptionTable(IConnectionEffects effects)
{
    private readonly SortedDictionary<int, SubscriptionEntry> _entries = [];
    private readonly Dictionary<Resource, SubscriptionEntry> _byResource = [];
    private readonly HashSet<Resource> _spent = [];
    private int _nextIndex = 1;
    private SubscriptionCounts? _counts;
    private bool? _needsFence;
    private bool _isSettled;

    public SubscriptionCounts Counts => _counts ??= Count();

    /// <summary>Whether there is an entry whose snapshot no request fences yet.</summary>
    public bool NeedsFence => _needsFence ??= _entries.Values.Any(e => e.NeedsFence);

    /// <summary>What a request has to list.</summary>
    public ImmutableArray<SubscriptionSpec> Specs => [.. _entries.Values.Select(e => e.Spec)];

    /// <summary>Entries whose fence is answered and whose snapshot is not over, and whole as far as anybody can know.</summary>
    public IEnumerable<SubscriptionEntry> Fenced
    {
        get
        {
            // Asked many times a second, and nearly always with nothing left to answer.
            _isSettled = _isSettled || !_entries.Values.Any(e => e is { FencedAt: not null, IsOver: false });
            return _isSettled ? [] : _entries.Values.Where(e => e is { FencedAt: not null, IsOver: false, IsDoubtful: false });
        }
    }

    public bool WasUsed(int index) => index > 0 && index < _nextIndex;

    public SubscriptionEntry? Find(int index) => _entries.GetValueOrDefault(index);

    /// <summary>
    /// Brings the entries in step; true if they changed. A resource that the server deactivated is asked for again only after it
    /// was not wanted for once: who wants it decides when.
    /// </summary>
    public bool Want(IReadOnlyCollection<Resource> wanted)
    {
        Touch();
        _spent.IntersectWith(wanted);
        var changed = false;
        var set = wanted as IReadOnlySet<Resource> ?? wanted.ToHashSet();
        foreach (var entry in _entries.Values.Where(e => !set.Contains(e.Resource)).ToList())
        {
            Remove(entry);
            effects.SubscriptionDropped(entry.Index);
            changed = true;
        }

        foreach (var resource in wanted)
        {
            if (!_byResource.ContainsKey(resource) && !_spent.Contains(resource))
            {
                var entry = new SubscriptionEntry(_nextIndex++, resource);
                _entries.Add(entry.Index, entry);
                _byResource.Add(resource, entry);
                effects.SubscriptionStarted(entry.Index, resource);
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>The server told an index's state.</summary>
    public void Told(int index, string state)
    {
        if (_entries.GetValueOrDefault(index) is not { } entry)
        {
            if (!WasUsed(index))
            {
                effects.Note($"a state of index {index}, which was never asked for");
            }

            return;
        }

        if (entry.State == state)
        {
            return;
        }

        Touch();
        entry.State = state;
        entry.Reset();
        if (state == SubscriptionWords.Deactivated)
        {
            _spent.Add(entry.Resource);
            Remove(entry);
        }
        else if (state is not (SubscriptionWords.Active or SubscriptionWords.Pending))
        {
            effects.Note($"the unknown state '{Excerpt(state)}' of index {index}");
        }

        effects.SubscriptionStateChanged(index, state);
    }

    /// <summary>That request fences every snapshot that needs one.</summary>
    public void Fence(long messageId)
    {
        Touch();
        foreach (var entry in _entries.Values.Where(e => e.NeedsFence))
        {
            entry.Fence = messageId;
        }
    }

    /// <summary>The server answered the request that fences some snapshots. One that it refused fences nothing.</summary>
    public void FenceAnswered(Instant now, ServerMessage.Ack ack)
    {
        Touch();
        foreach (var entry in _entries.Values.Where(e => e.Fence == ack.Acknowledged))
        {
            entry.Fence = ack.IsSuccess ? entry.Fence : null;
            entry.FencedAt = ack.IsSuccess ? now : null;
        }
    }

    /// <summary>Something was skipped: any snapshot that is not over may be the one that it belongs to.</summary>
    public void Skipped(Instant now, TimeSpan mostTime)
    {
        foreach (var entry in _entries.Values.Where(e => e is { IsActive: true, IsOver: false }))
        {
            entry.Skipped(now, mostTime);
        }
    }

    private SubscriptionCounts Count()
    {
        var active = _entries.Values.Count(e => e.IsActive);
        return new(_entries.Count - active, active, _spent.Count);
    }

    // Something changes: what was counted is counted anew when somebody asks.
    private void Touch() => (_counts, _needsFence, _isSettled) = (null, null, false);

    private void Remove(SubscriptionEntry entry)
    {
        _entries.Remove(entry.Index);
        _byResource.Remove(entry.Resource);
    }

    public static string Excerpt(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
