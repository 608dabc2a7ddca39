using System.Diagnostics;
using CmsOrchestrator.Load.Bridges;

namespace CmsOrchestrator.Load.Traffic;

/// <summary>
/// Lets something happen in all conferences in turn, on a thread of its own: of ten changes of a roster eight are of somebody who is
/// there, one is a guest who comes and one a guest who leaves; with these two the figures of the call and of its info change, too
/// (protocol.md §6).
/// </summary>
internal sealed class TrafficPump(LoadSite site, Marks marks, Pace pace)
{
    private const int MostAtOnce = 512;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly HashSet<BridgeConnection> _toFlush = [];
    private int _next;
    private volatile bool _stopped;

    /// <summary>Runs until it is stopped.</summary>
    public void Run()
    {
        var start = Stopwatch.GetTimestamp();
        var told = 0L;
        while (!_stopped)
        {
            var due = pace.Rate is { } rate ? (long)(rate * Stopwatch.GetElapsedTime(start).TotalSeconds) - told : MostAtOnce;
            due = pace.Unseen is { } most ? Math.Min(due, most - marks.Unseen) : due;
            var done = Tell((int)Math.Min(due, MostAtOnce));
            told += done;
            if (done < MostAtOnce)
            {
                Thread.Sleep(Pause);
            }
        }
    }

    public void Stop() => _stopped = true;

    // Until that many have happened, or in no conference can anything happen.
    private int Tell(int due)
    {
        var (done, idle) = (0, 0);
        while (done < due && idle < site.Conferences.Count)
        {
            var conference = site.Conferences[_next];
            _next = (_next + 1) % site.Conferences.Count;
            var bridge = site.BridgeOf(conference);
            lock (bridge.Gate)
            {
                if (bridge.CallList is { } list && conference is { Roster: { } roster, Info: { } info }
                    && roster.Connection.Unacknowledged < pace.Window && list.Connection.Unacknowledged < pace.Window)
                {
                    Change(conference, list, roster, info);
                    (done, idle) = (done + 1, 0);
                }
                else
                {
                    idle++;
                }
            }
        }

        foreach (var connection in _toFlush)
        {
            lock (connection.Bridge.Gate)
            {
                connection.Flush();
            }
        }

        _toFlush.Clear();
        return done;
    }

    private void Change(
        Conference conference,
        (BridgeConnection Connection, int Index) list,
        (BridgeConnection Connection, int Index) roster,
        (BridgeConnection Connection, int Index) info)
    {
        var change = conference.Changes++;
        var mark = marks.Next(conference);
        switch (change % 10)
        {
            case 3:
                conference.GuestComes();
                Send(roster, Frames.Joins, conference.Guest, mark);
                Count(conference, list, info);
                break;
            case 8 when conference.HasGuest:
                conference.GuestLeaves();
                Send(roster, Frames.Leaves, conference.Guest, mark);
                Count(conference, list, info);
                break;
            case var n:
                var person = Conference.PersonId(conference.Number, change * 7 % conference.Participants);
                var template = n % 2 == 0 ? Frames.Speaks : Frames.IsMuted;
                Send(roster, template, person, mark, flag: change / 20 % 2 == 0);
                break;
        }
    }

    private void Count(Conference conference, (BridgeConnection, int) list, (BridgeConnection, int) info)
    {
        Send(list, Frames.CallCounts, conference.Call.Value, count: conference.Present);
        Send(info, Frames.InfoCounts, count: conference.Present);
    }

    private void Send(
        (BridgeConnection Connection, int Index) to, FrameTemplate template, Guid subject = default, int mark = 0, bool flag = false, int count = 0)
    {
        to.Connection.Add(template, new FrameValues(0, to.Index, subject, mark, flag, count));
        _toFlush.Add(to.Connection);
    }
}
