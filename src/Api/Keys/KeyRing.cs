using System.Collections.Immutable;

namespace CmsOrchestrator.Api.Keys;

/// <summary>
/// The keys that are in force; without any the API is open. Safe for any thread: readers never wait, and see either all of a change
/// or nothing of it.
/// </summary>
public sealed class KeyRing
{
    private readonly AuditLog _audit;
    private volatile Ring _ring;

    internal KeyRing(AuditLog audit, IEnumerable<ApiKey> keys)
    {
        _audit = audit;
        _ring = Ring.Of([.. keys], before: null);
        Tell(new Ring([], null));
    }

    /// <summary>
    /// Puts these keys into force in place of those before. A key that is gone, or has another hash or scope, ends what is open for
    /// it; a key that is as it was does not notice. Callers take turns.
    /// </summary>
    public async Task ReplaceAsync(IEnumerable<ApiKey> keys)
    {
        var before = _ring;
        _ring = Ring.Of([.. keys], before);
        Tell(before);
        foreach (var entry in before.All.Except(_ring.All))
        {
            await entry.End.CancelAsync();
        }
    }

    /// <summary>Who presents this key, or, null, none; null if nobody may.</summary>
    internal Caller? Find(string? key)
    {
        var ring = _ring;
        if (ring.Anybody is { } anybody)
        {
            return anybody.Caller;
        }

        if (key is null)
        {
            return null;
        }

        // All of them, whichever fits: how long it takes says nothing about which keys there are.
        var hash = KeyHash.Of(key);
        Entry? found = null;
        foreach (var entry in ring.Keys)
        {
            found = entry.Key!.Hash.Equals(hash) ? entry : found;
        }

        return found?.Caller;
    }

    private void Tell(Ring before)
    {
        var (old, now) = (before.Keys.Select(entry => entry.Key!).ToList(), _ring.Keys.Select(entry => entry.Key!).ToList());
        foreach (var key in now.Except(old))
        {
            _audit.KeyInForce(key);
        }

        foreach (var gone in old.Where(key => now.All(other => other.Name != key.Name)))
        {
            _audit.KeyRemoved(gone.Name);
        }

        if (old.Count > 0 && now.Count == 0)
        {
            _audit.NoKeys();
        }
    }

    private sealed record Ring(ImmutableArray<Entry> Keys, Entry? Anybody)
    {
        public IEnumerable<Entry> All => Anybody is null ? Keys : Keys.Append(Anybody);

        public static Ring Of(ImmutableArray<ApiKey> keys, Ring? before) => keys.IsEmpty
            ? new([], before?.Anybody ?? new Entry(null))
            : new([.. keys.Select(key => before?.Keys.FirstOrDefault(entry => entry.Key == key) ?? new Entry(key))], null);
    }

    private sealed class Entry
    {
        public Entry(ApiKey? key)
        {
            Key = key;
            Caller = new Caller(key?.Name, key?.Scope ?? Scope.All, End.Token);
        }

        public ApiKey? Key { get; }

        public CancellationTokenSource End { get; } = new();

        public Caller Caller { get; }
    }
}
