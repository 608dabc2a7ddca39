namespace CmsOrchestrator.Simulator;

/// <summary>
/// What goes on in one cluster: conferences start, spread over bridges, grow, shrink and end; people join, are muted, speak and leave,
/// in about the proportions of protocol.md §6. Each step is atomic, and the same seed makes the same steps.
/// </summary>
public sealed partial class ClusterTraffic
{
    private static readonly string[] Layouts = ["allEqual", "speakerOnly", "telepresence", "stacked", "onePlusFive", "onePlusN", "automatic"];
    private static readonly string[] Failures = ["noAnswer", "remoteBusy", "notFound", "unknownDestination", "timeout"];

    private readonly SimulatedCluster _cluster;
    private readonly TrafficOptions _options;
    private readonly Random _random;
    private readonly List<Meeting> _meetings = [];
    private readonly List<ConferenceState> _spaces = [];
    private readonly PriorityQueue<Action, long> _later = new();
    private long _step;

    public ClusterTraffic(SimulatedCluster cluster, TrafficOptions options)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(options);
        _cluster = cluster;
        _options = options;
        _random = new Random(options.Seed);
    }

    /// <summary>Starts conferences until there are as many as the cluster tends to.</summary>
    public void Fill()
    {
        lock (_cluster.Gate)
        {
            while (_meetings.Count < _options.Calls)
            {
                StartMeeting();
            }
        }
    }

    /// <summary>One thing happens, and what follows by now from earlier ones.</summary>
    public void Step()
    {
        lock (_cluster.Gate)
        {
            _step++;
            while (_later.TryPeek(out _, out var due) && due <= _step)
            {
                _later.Dequeue()();
            }

            _meetings.RemoveAll(m => m.IsOver);
            if (_meetings.Count == 0 || _random.Next(100) < (_meetings.Count < _options.Calls ? 30 : 1))
            {
                StartMeeting();
            }
            else
            {
                Happen(_meetings[_random.Next(_meetings.Count)]);
            }
        }
    }

    private void Happen(Meeting meeting)
    {
        var joins = meeting.Participants.Count < meeting.Size;
        switch (_random.Next(100))
        {
            case < 42 when joins:
                Join(meeting, AnyBridge(meeting));
                break;
            case < 44:
                Leave(meeting);
                break;
            case < 49:
                EndMeeting(meeting);
                break;
            case < 53:
                Spread(meeting);
                break;
            case < 55:
                ChangeConference(meeting);
                break;
            case < 56:
                MoveSomebody(meeting);
                break;
            case < 84:
                Speak(meeting);
                break;
            default:
                ChangeParticipant(meeting);
                break;
        }
    }

    /// <summary>Does something in a few steps, if it still makes sense then.</summary>
    private void Later(int fewest, int most, Action action) => _later.Enqueue(action, _step + _random.Next(fewest, most + 1));

    /// <summary>Those that conferences come to.</summary>
    private List<SimulatedCallBridge> Bridges() => [.. _cluster.Bridges.Where(b => !b.IsSpare || b.ConnectionCount > 0)];

    private SimulatedCallBridge AnyBridge()
    {
        var bridges = Bridges();
        return bridges[_random.Next(bridges.Count)];
    }

    /// <summary>Mostly where the meeting is, now and then a further bridge.</summary>
    private SimulatedCallBridge AnyBridge(Meeting meeting)
    {
        var any = AnyBridge();
        return _random.Next(4) == 0
            ? any
            : _cluster.Bridges.FirstOrDefault(b => meeting.Conference.InstanceOn(b.Calls) is not null) ?? any;
    }
}
