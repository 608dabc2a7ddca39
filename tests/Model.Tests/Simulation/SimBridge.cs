using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Simulation;

/// <summary>The server side of one Call Bridge: its calls, and the connections that it tells of them.</summary>
internal sealed class SimBridge(VirtualTime time, CallBridgeName name)
{
    private readonly Dictionary<CallGuid, Conference> _calls = [];
    private readonly HashSet<CallGuid> _withoutCorrelator = [];

    public CallBridgeName Name => name;

    public IReadOnlyDictionary<CallGuid, Conference> Calls => _calls;

    public List<SimServer> Connections { get; } = [];

    public ElementValues ValuesOf(CallGuid call)
    {
        var conference = _calls[call];
        var values = ElementValues.Of(
            (Element.Participants, ElementValue.Of(conference.People.Count)), (Element.Name, ElementValue.Of("space")));
        return _withoutCorrelator.Contains(call) ? values : Correlator(conference, values);
    }

    public static ParticipantUpdate Entry(Conference conference, ParticipantId person, UpdateType type) =>
        new(person, type, ElementValues.Of((Element.Name, ElementValue.Of(conference.People[person].Name))), null);

    public void CallAdded(Conference conference, bool isCorrelatorLate)
    {
        var call = conference.Instances[this];
        _calls[call] = conference;
        if (isCorrelatorLate)
        {
            _withoutCorrelator.Add(call);
            time.After(time.Between(0.1, 2), () =>
            {
                if (_withoutCorrelator.Remove(call) && _calls.ContainsKey(call))
                {
                    Tell(c => c.List(new CallUpdate(call, UpdateType.Update, Correlator(conference, ElementValues.Empty), null)));
                }
            });
        }

        Tell(c => c.List(new CallUpdate(call, UpdateType.Add, ValuesOf(call), null)));
    }

    public void CallEnded(Conference conference)
    {
        var call = conference.Instances[this];
        _calls.Remove(call);
        Tell(c => c.Ended(call));
        Tell(c => c.List(new CallUpdate(call, UpdateType.Remove, ElementValues.Empty, "allLeft")));
    }

    public void Joined(Conference conference, ParticipantId person)
    {
        var call = conference.Instances[this];
        Tell(c => c.Roster(call, Entry(conference, person, UpdateType.Add)));
        Count(conference, call);
    }

    public void Renamed(Conference conference, ParticipantId person) =>
        Tell(c => c.Roster(conference.Instances[this], Entry(conference, person, UpdateType.Update)));

    public void Left(Conference conference, ParticipantId person, string? reason)
    {
        var call = conference.Instances[this];
        Tell(c => c.Roster(call, new ParticipantUpdate(person, UpdateType.Remove, ElementValues.Empty, reason)));
        Count(conference, call);
    }

    private void Count(Conference conference, CallGuid call)
    {
        var figure = ElementValues.Of((Element.Participants, ElementValue.Of(conference.People.Count)));
        Tell(c => c.List(new CallUpdate(call, UpdateType.Update, figure, null)));
        Tell(c => c.Info(call, figure));
    }

    private void Tell(Action<SimServer> tell) => Connections.ForEach(tell);

    private static ElementValues Correlator(Conference conference, ElementValues more)
    {
        var builder = new ElementValuesBuilder();
        foreach (var element in more.Present)
        {
            builder.Set(element, more[element]);
        }

        builder.Set(Element.CallCorrelator, ElementValue.Of(conference.Correlator.ToString()));
        return builder.Build();
    }
}
