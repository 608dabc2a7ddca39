namespace CmsOrchestrator.Api.Paging;

/// <summary>
/// Pages that were asked for more than once, as they are sent: those who poll the same list share one, and the next revision's is made
/// out of it. Bounded; safe for any thread.
/// </summary>
internal sealed class Answers
{
    private const int MostPages = 4096;
    private const long MostBytes = 32 << 20;

    private readonly Lock _gate = new();
    private readonly Generations<Key, Entry> _pages = new(
        MostPages, MostBytes, entry => entry.Page?.Length ?? 0, entry => entry.Page?.Release());

    /// <summary>What is there for that page of a walk; asking for it the first time makes it worth keeping the second time.</summary>
    public Known Find(Walk walk)
    {
        var key = Key.Of(walk);
        lock (_gate)
        {
            if (_pages.Find(key) is not { } entry)
            {
                _pages.Set(key, new Entry(0, null));
                return default;
            }

            return new Known(entry.Page?.Use(), entry.Revision == walk.Revision.Number, IsWorthKeeping: true);
        }
    }

    /// <summary>Keeps the page, unless there is a younger one.</summary>
    public void Keep(Walk walk, PageBody page)
    {
        var key = Key.Of(walk);
        lock (_gate)
        {
            if (_pages.Find(key) is not { } entry || entry.Revision < walk.Revision.Number)
            {
                _pages.Set(key, new Entry(walk.Revision.Number, page.Use()));
            }
        }
    }

    /// <param name="Page">Null if there is none; else used, and to be released.</param>
    /// <param name="IsCurrent">It is of the walk's revision; else some of its items may still be as they were.</param>
    internal readonly record struct Known(PageBody? Page, bool IsCurrent, bool IsWorthKeeping);

    private readonly record struct Key(long Query, int Limit, long Offset)
    {
        public static Key Of(Walk walk) => new(walk.Query, walk.Limit, walk.Offset);
    }

    private sealed record Entry(long Revision, PageBody? Page);
}
