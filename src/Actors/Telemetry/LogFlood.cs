namespace CmsOrchestrator.Actors.Telemetry;

/// <summary>
/// Holds back what is said too often: of each event so many lines at once, then as many as the time since allows. What was held
/// back is counted, and said as a number. For one thread at a time.
/// </summary>
internal sealed class LogFlood(TimeProvider time)
{
    /// <summary>Lines of one event that pass in any <see cref="Window"/>.</summary>
    public const int Lines = 20;

    // Events are as many as our texts; what is not ours comes from Akka, whose texts are constants, too.
    private const int MaxEvents = 1000;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Seen> _events = new(StringComparer.Ordinal);

    /// <summary>Whether a line passes.</summary>
    public bool Admits(string template)
    {
        if (!_events.TryGetValue(template, out var seen))
        {
            if (_events.Count >= MaxEvents)
            {
                return true;
            }

            _events[template] = seen = new Seen(time.GetTimestamp());
        }

        return ++seen.Count <= Lines;
    }

    /// <summary>Ends the windows that are over: each event of which lines were held back, with their number.</summary>
    public IReadOnlyList<(string Template, int Count)> TakeHeldBack()
    {
        var over = _events.Where(e => time.GetElapsedTime(e.Value.Since) >= Window).ToList();
        over.ForEach(e => _events.Remove(e.Key));
        return [.. over.Where(e => e.Value.Count > Lines).Select(e => (e.Key, e.Value.Count - Lines))];
    }

    private sealed class Seen(long since)
    {
        public long Since => since;

        public int Count { get; set; }
    }
}
