namespace CmsOrchestrator.Simulator;

/// <content>What happens to participants.</content>
public sealed partial class ClusterTraffic
{
    private void Join(Meeting meeting, SimulatedCallBridge bridge)
    {
        var (name, uri) = People.Caller(_random);
        var state = new ParticipantState { State = Words.Initial, Uri = uri, CanMove = _random.Next(2) == 0 };
        if (_random.Next(3) == 0)
        {
            // Called by the bridge: its phone rings, and now and then nobody answers.
            var called = _cluster.Join(meeting.Conference, bridge, state with { Name = name, Direction = Words.Outgoing, Importance = 1 });
            Later(1, 3, () => _cluster.Update(called, s => s with { State = Words.Ringing }));
            Later(4, 8, () => AnswerOrNot(called));
            return;
        }

        // Calls in: who it is, the bridge learns as the caller connects.
        var caller = _cluster.Join(meeting.Conference, bridge, state with { Uri = "" });
        Later(1, 4, () => _cluster.Update(caller, s => s with { State = Words.Connected, Name = name, Uri = uri }));
    }

    private void AnswerOrNot(Participant called)
    {
        if (_random.Next(10) == 0)
        {
            _cluster.Leave(called, Failures[_random.Next(Failures.Length)]);
        }
        else
        {
            _cluster.Update(called, s => s with { State = Words.Connected });
        }
    }

    private void Leave(Meeting meeting)
    {
        if (Anybody(meeting) is { } participant)
        {
            _cluster.Leave(participant);
        }
    }

    private void MoveSomebody(Meeting meeting)
    {
        if (Anybody(meeting) is { } participant)
        {
            var to = _meetings[_random.Next(_meetings.Count)];
            _cluster.Move(participant, to.Conference, AnyBridge(to));
        }
    }

    /// <summary>One speaks, and who spoke before does not any more.</summary>
    private void Speak(Meeting meeting)
    {
        if (Anybody(meeting) is not { } speaker)
        {
            return;
        }

        foreach (var before in meeting.Participants.FindAll(p => p.State.ActiveSpeaker && p != speaker))
        {
            _cluster.Update(before, s => s with { ActiveSpeaker = false });
        }

        _cluster.Update(speaker, s => s with { ActiveSpeaker = true });
    }

    private void ChangeParticipant(Meeting meeting)
    {
        if (Anybody(meeting) is not { } participant)
        {
            return;
        }

        switch (_random.Next(10))
        {
            case < 4:
                _cluster.Update(participant, s => s with { AudioMuted = !s.AudioMuted });
                break;
            case < 6:
                _cluster.Update(participant, s => s with { VideoMuted = !s.VideoMuted });
                break;
            case < 8:
                var layout = Layouts[_random.Next(Layouts.Length)];
                _cluster.Update(participant, s => s with { Layout = layout });
                break;
            case 8:
                _cluster.Update(participant, s => s with { Presenter = !s.Presenter });
                break;
            default:
                _cluster.Update(participant, s => s with { State = Other(s.State, Words.OnHold, Words.Connected) });
                break;
        }
    }

    private Participant? Anybody(Meeting meeting) =>
        meeting.Participants.Count == 0 ? null : meeting.Participants[_random.Next(meeting.Participants.Count)];
}
