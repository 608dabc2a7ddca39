using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulation;

/// <summary>
/// One bridge's picture of a conference. Of its own participants it knows at once; what happens on other bridges it hears a moment
/// later, in order (protocol.md §5).
/// </summary>
internal sealed class BridgeCall
{
    private readonly Mailbox _fromOthers;
    private readonly SimBridge _bridge;
    private readonly Dictionary<Element, ElementValue> _values = [];
    private readonly Dictionary<ParticipantId, Dictionary<Element, ElementValue>> _roster = [];

    public BridgeCall(SimBridge bridge, Conference conference, CallGuid guid, VirtualTime time)
    {
        _bridge = bridge;
        _fromOthers = new Mailbox(time, 0.2);
        Conference = conference;
        Guid = guid;
        _values[Element.Name] = ElementValue.Of(conference.Name);
        _values[Element.CallType] = ElementValue.Of(conference.IsAdHoc ? "adHoc" : "coSpace");
        _values[Element.Participants] = ElementValue.Of(0);
        _values[Element.DistributedInstances] = ElementValue.Of(0);
        _values[Element.LockState] = ElementValue.Of("locked");
    }

    public Conference Conference { get; }

    public CallGuid Guid { get; }

    public bool IsClosed { get; private set; }

    /// <summary>Whether the bridge has told whose instance it is.</summary>
    public bool IsCorrelated { get; private set; }

    public ElementValues ListValues => Elements.Of(_values);

    public ElementValues InfoValues =>
        Elements.Of(_values.Append(new(Element.JoinAudioMuteOverride, Override(Conference.JoinAudioMuteOverride))));

    public IEnumerable<ParticipantUpdate> Roster =>
        _roster.Select(p => new ParticipantUpdate(p.Key, UpdateType.Add, Elements.Of(p.Value), null));

    public static ElementValue Override(bool? value) => value is { } flag ? ElementValue.Of(flag) : ElementValue.None;

    public void Hear(Action<BridgeCall> what) => _fromOthers.Send(() =>
    {
        if (!IsClosed)
        {
            what(this);
        }
    });

    public void Close() => IsClosed = true;

    /// <summary>Announces the instance as one of its conference.</summary>
    public void Correlate(ElementValue correlator)
    {
        _values[Element.CallCorrelator] = correlator;
        IsCorrelated = true;
    }

    /// <summary>Tells later whose instance it is.</summary>
    public void CorrelateLate(ElementValue correlator)
    {
        Set([new(Element.CallCorrelator, correlator)]);
        IsCorrelated = true;
    }

    /// <summary>Announces the instance with a correlator that says nothing.</summary>
    public void Zero() => _values[Element.CallCorrelator] = ElementValue.Of(System.Guid.Empty.ToString());

    public void Set(IEnumerable<KeyValuePair<Element, ElementValue>> values)
    {
        var news = values.Where(v => _values.GetValueOrDefault(v.Key) != v.Value).ToList();
        if (news.Count == 0)
        {
            return;
        }

        foreach (var (element, value) in news)
        {
            _values[element] = value;
        }

        var told = Elements.Of(news);
        _bridge.Tell(c => c.List(new CallUpdate(Guid, UpdateType.Update, told, null)));
        _bridge.Tell(c => c.Info(Guid, told));
    }

    public void TellOverride() => _bridge.Tell(c => c.Info(
        Guid, ElementValues.Of((Element.JoinAudioMuteOverride, Override(Conference.JoinAudioMuteOverride)))));

    public void Add(Person person)
    {
        _roster[person.Id] = new(person.Values);
        _bridge.Tell(c => c.Roster(Guid, new ParticipantUpdate(person.Id, UpdateType.Add, person.Told, null)));
        Count();
    }

    public void Change(Person person, Element element, ElementValue value)
    {
        if (_roster.TryGetValue(person.Id, out var values))
        {
            values[element] = value;
            _bridge.Tell(c => c.Roster(Guid, new ParticipantUpdate(person.Id, UpdateType.Update, ElementValues.Of((element, value)), null)));
        }
    }

    public void Remove(ParticipantId person, string? reason)
    {
        if (_roster.Remove(person))
        {
            _bridge.Tell(c => c.Roster(Guid, new ParticipantUpdate(person, UpdateType.Remove, ElementValues.Empty, reason)));
            Count();
        }
    }

    private void Count() => Set([new(Element.Participants, ElementValue.Of(_roster.Count))]);
}
