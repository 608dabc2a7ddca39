using System.Diagnostics;
using CmsOrchestrator.Load.Bridges;

namespace CmsOrchestrator.Load.Traffic;

/// <summary>Lets something happen in all conferences in turn, at a pace, on a thread of its own.</summary>
internal sealed class TrafficPump(LoadSite site, Marks marks, Pace pace) : ITrafficSink, IAsyncDisposable
{
    private const int MostAtOnce = 512;
    // What could not be told for longer is not made up for.
    private static readonly TimeSpan MostLate = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly HashSet<BridgeConnection> _toFlush = [];
    private (BridgeConnection Connection, int Index) _list;
    private (BridgeConnection Connection, int Index) _roster;
    private (BridgeConnection Connection, int Index) _info;
    private int _next;
    private volatile bool _stopped;
    private Task _running = Task.CompletedTask;

    public void Start() => _running = Task.Factory.StartNew(Run, TaskCreationOptions.LongRunning);

    /// <summary>Nothing more happens when this returns.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopped = true;
        await _running;
    }

    public void ToRoster(FrameTemplate template, FrameValues values) => Send(_roster, template, values);

    public void ToCallList(FrameTemplate template, FrameValues values) => Send(_list, template, values);

    public void ToCallInfo(FrameTemplate template, FrameValues values) => Send(_info, template, values);

    private void Run()
    {
        var start = Stopwatch.GetTimestamp();
        var told = 0L;
        while (!_stopped)
        {
            var due = pace.Rate is { } rate ? (long)(rate * Stopwatch.GetElapsedTime(start).TotalSeconds) - told : MostAtOnce;
            if (due > pace.Rate * MostLate.TotalSeconds)
            {
                (start, told, due) = (Stopwatch.GetTimestamp(), 0, 0);
            }

            due = pace.Unseen is { } most ? Math.Min(due, most - marks.Unseen) : due;
            var done = Tell((int)Math.Min(due, MostAtOnce));
            told += done;
            if (done < MostAtOnce)
            {
                Thread.Sleep(Pause);
            }
        }
    }

    // Until that many things have happened, or in no conference anything can.
    private int Tell(int due)
    {
        var (done, idle) = (0, 0);
        while (done < due && idle < site.Conferences.Count)
        {
            var conference = site.Conferences[_next];
            _next = (_next + 1) % site.Conferences.Count;
            if (TryTell(conference, site.BridgeOf(conference)))
            {
                (done, idle) = (done + 1, 0);
            }
            else
            {
                idle++;
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

    private bool TryTell(Conference conference, LoadBridge bridge)
    {
        lock (bridge.Gate)
        {
            if (bridge.CallList is not { } list || conference is not { Roster: { } roster, Info: { } info }
                || list.Connection.Unacknowledged >= pace.Window || roster.Connection.Unacknowledged >= pace.Window)
            {
                return false;
            }

            (_list, _roster, _info) = (list, roster, info);
            Happenings.Next(conference, marks.Next(conference), this);
            return true;
        }
    }

    private void Send((BridgeConnection Connection, int Index) to, FrameTemplate template, FrameValues values)
    {
        to.Connection.Add(template, values with { Index = to.Index });
        _toFlush.Add(to.Connection);
    }
}
