namespace CmsOrchestrator.Simulator;

/// <content>What happens to conferences.</content>
public sealed partial class ClusterTraffic
{
    private const int MostSpaces = 200;

    private void StartMeeting()
    {
        var bridge = AnyBridge();
        var meeting = new Meeting(StartConference(bridge), _random.Next(2, _options.LargestCall + 1));
        _meetings.Add(meeting);
        for (var people = _random.Next(1, meeting.Size + 1); people > 0; people--)
        {
            Join(meeting, _random.Next(3) == 0 ? AnyBridge(meeting) : bridge);
        }
    }

    // A third ad hoc, a third in a space that was used before: the same correlator, a new session.
    private Conference StartConference(SimulatedCallBridge bridge)
    {
        var kind = _random.Next(3);
        if (kind == 0)
        {
            return _cluster.Start(bridge, new ConferenceState { Name = People.Caller(_random).Name, CallType = Words.AdHoc });
        }

        var idle = _spaces.FindAll(s => !_meetings.Exists(m => m.Conference.State.Correlator == s.Correlator));
        if (kind == 1 && idle.Count > 0)
        {
            return _cluster.Start(bridge, idle[_random.Next(idle.Count)]);
        }

        var conference = _cluster.Start(bridge, new ConferenceState { Name = People.Meeting(_random) });
        _spaces.Add(conference.State);
        if (_spaces.Count > MostSpaces)
        {
            _spaces.RemoveAt(0);
        }

        return conference;
    }

    private void EndMeeting(Meeting meeting)
    {
        switch (_random.Next(12))
        {
            case 0:
                _cluster.Disconnect(meeting.Conference);
                break;
            case 1 when meeting.Conference.Instances.Count > 1:
                _cluster.Withdraw(meeting.Conference, AnyBridge(meeting));
                break;
            default:
                _cluster.End(meeting.Conference);
                break;
        }
    }

    /// <summary>A bridge comes to the conference, learns of the others a little later, and then has somebody of its own.</summary>
    private void Spread(Meeting meeting)
    {
        var absent = Bridges().FindAll(b => meeting.Conference.InstanceOn(b.Calls) is null);
        if (absent.Count == 0)
        {
            return;
        }

        var bridge = absent[_random.Next(absent.Count)];
        _cluster.BeginExtend(meeting.Conference, bridge);
        Later(1, 3, () =>
        {
            _cluster.Settle(meeting.Conference, bridge);
            if (!meeting.IsOver)
            {
                Join(meeting, bridge);
            }
        });
    }

    private void ChangeConference(Meeting meeting)
    {
        switch (_random.Next(4))
        {
            case 0:
                _cluster.Update(meeting.Conference, s => s with { Recording = Other(s.Recording, Words.Active, Words.Inactive) });
                break;
            case 1:
                _cluster.Update(meeting.Conference, s => s with { Streaming = Other(s.Streaming, Words.Active, Words.Inactive) });
                break;
            case 2:
                _cluster.Update(meeting.Conference, s => s with { JoinAudioMuteOverride = s.JoinAudioMuteOverride is null ? true : null });
                break;
            default:
                _cluster.Update(meeting.Conference, s => s with { LockState = Other(s.LockState, Words.Locked, Words.NotLocked) });
                break;
        }
    }

    private static string Other(string now, string one, string other) => now == one ? other : one;
}
