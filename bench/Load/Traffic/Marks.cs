using System.Diagnostics;
using CmsOrchestrator.Load.Bridges;

namespace CmsOrchestrator.Load.Traffic;

/// <summary>
/// Which change of a roster was told when. Every one has a number, its mark, and carries it as the participant's <c>importance</c>, but for a
/// guest's leaving; who sees it shown knows that it, and whatever was told of its conference before, is visible.
/// </summary>
internal sealed class Marks(LoadSite site)
{
    /// <summary>As many changes may be told and not shown.</summary>
    public const int Most = 1 << 22;

    private readonly long[] _at = new long[Most];
    private int _last;
    private long _shown;

    /// <summary>Changes told that are not shown.</summary>
    public long Unseen => Volatile.Read(ref _last) - Volatile.Read(ref _shown);

    public long Told => Volatile.Read(ref _last);

    public long Shown => Volatile.Read(ref _shown);

    /// <summary>How old changes were when they were shown, since the last reset.</summary>
    public Ages Ages { get; } = new();

    /// <summary>The mark of the next change, which is told now.</summary>
    public int Next(Conference conference)
    {
        var mark = _last + 1;
        _at[mark & (Most - 1)] = Stopwatch.GetTimestamp();
        conference.Told(mark, Happenings.NextIsMarked(conference));
        Volatile.Write(ref _last, mark);
        return mark;
    }

    /// <summary>A change of that conference, with that mark, is shown now. For one thread.</summary>
    public void See(int conference, int mark)
    {
        var now = Stopwatch.GetTimestamp();
        site.Conferences[conference].Shown(mark, told => Shows(told, now));
    }

    /// <summary>That guest is shown to have left that conference now. For the same thread.</summary>
    public void SeeLeave(int conference, int guest)
    {
        var now = Stopwatch.GetTimestamp();
        site.Conferences[conference].ShownToLeave(guest, told => Shows(told, now));
    }

    private void Shows(int mark, long now)
    {
        Ages.Add(Stopwatch.GetElapsedTime(_at[mark & (Most - 1)], now));
        Volatile.Write(ref _shown, _shown + 1);
    }
}
