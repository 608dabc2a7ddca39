using CmsOrchestrator.Model;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulation;

/// <summary>One CMS cluster as it really is: bridges, conferences, people, and what they do.</summary>
internal sealed class Site(VirtualTime time, Numbers numbers, ClusterName name, IReadOnlyList<SimBridge> bridges)
{
    private readonly Dictionary<int, Conference> _spaces = [];
    private readonly List<Conference> _adHoc = [];

    public ClusterName Name => name;

    public IReadOnlyList<SimBridge> Bridges => bridges;

    /// <summary>Every use of a space and every ad hoc call there ever was, in order.</summary>
    public List<Conference> Ever { get; } = [];

    /// <summary>When those who are not there any more left, in virtual milliseconds.</summary>
    public Dictionary<ParticipantId, long> LeftAt { get; } = [];

    public IEnumerable<Conference> Live => _spaces.Values.Concat(_adHoc).Where(c => c.Instances.Count > 0);

    /// <summary>Everybody who is in a conference, in a fixed order.</summary>
    public List<Person> People => [.. Live.SelectMany(c => c.People.Values).OrderBy(p => p.Id)];

    /// <summary>The present use of a space; a new one where it is empty.</summary>
    public Conference Space(int number)
    {
        if (!_spaces.TryGetValue(number, out var conference) || conference.Instances.Count == 0)
        {
            // Every second space has the same name.
            _spaces[number] = conference = new Conference(Numbers.Space(number), number % 2 == 0 ? "weekly" : "space" + number, isAdHoc: false, time.Now.Milliseconds);
            Ever.Add(conference);
        }

        return conference;
    }

    public Conference AdHoc(bool hasCorrelator)
    {
        var conference = new Conference(hasCorrelator ? numbers.NextAdHoc() : null, "ad hoc", isAdHoc: true, time.Now.Milliseconds);
        _adHoc.RemoveAll(c => c.Instances.Count == 0 && c.GoneAt is not null);
        _adHoc.Add(conference);
        Ever.Add(conference);
        return conference;
    }

    public Person? Join(Conference conference, SimBridge bridge, CorrelatorTold correlator = CorrelatorTold.AtOnce, Person? movedFrom = null)
    {
        if (bridge.Faults[Fault.Down])
        {
            return null;
        }

        var call = conference.Instances.TryGetValue(bridge.Name, out var there) ? there : Open(conference, bridge, correlator);
        var person = new Person(numbers.NextPerson(), bridge, conference, time.Now.Milliseconds);
        person.Values[Element.Name] = ElementValue.Of("name" + person.Id.Value.ToString()[^3..]);
        person.Values[Element.Uri] = ElementValue.Of(person.Id.Value.ToString()[^3..] + "@example.net");
        person.Values[Element.State] = ElementValue.Of("connected");
        person.Values[Element.AudioMuted] = ElementValue.Of(false);
        person.Values[Element.ActiveSpeaker] = ElementValue.Of(false);
        if (movedFrom is not null)
        {
            person.Values[Element.MovedParticipant] = ElementValue.Of(movedFrom.Id.ToString());
            person.Values[Element.MovedParticipantCallBridge] = ElementValue.Of(movedFrom.Host.Name.Value);
        }

        conference.People[person.Id] = person;
        call.Add(person);
        Others(conference, bridge, c => c.Add(person));
        return person;
    }

    public static void Change(Person person, Element element, ElementValue value)
    {
        person.Values[element] = value;
        person.Conference.Instances[person.Host.Name].Change(person, element, value);
        Others(person.Conference, person.Host, c => c.Change(person, element, value));
    }

    /// <summary>Somebody leaves; with the last of its own a bridge ends its part.</summary>
    public void Leave(Person person, string reason)
    {
        var conference = person.Conference;
        conference.People.Remove(person.Id);
        LeftAt[person.Id] = time.Now.Milliseconds;
        conference.Instances[person.Host.Name].Remove(person.Id, reason);
        Others(conference, person.Host, c => c.Remove(person.Id, null));
        if (!conference.People.Values.Any(p => p.Host == person.Host))
        {
            Close(conference, person.Host, "allLeft");
        }
    }

    /// <summary>A bridge ends its part with its people in it.</summary>
    public void End(Conference conference, SimBridge bridge, string reason)
    {
        foreach (var person in conference.People.Values.Where(p => p.Host == bridge).ToList())
        {
            conference.People.Remove(person.Id);
            LeftAt[person.Id] = time.Now.Milliseconds;
            Others(conference, bridge, c => c.Remove(person.Id, null));
        }

        Close(conference, bridge, reason);
    }

    /// <summary>What is said of the conference as a whole has changed.</summary>
    public static void Changed(Conference conference)
    {
        foreach (var call in conference.Instances.Values)
        {
            var said = conference.Said.ToList();
            call.Hear(c =>
            {
                c.Set(said);
                c.TellOverride();
            });
        }
    }

    private BridgeCall Open(Conference conference, SimBridge bridge, CorrelatorTold told)
    {
        var call = new BridgeCall(bridge, conference, numbers.NextCall(), time);
        Announce(conference, call, told);
        conference.GoneAt = null;
        conference.Instances[bridge.Name] = call;
        conference.Guids.Add(call.Guid);
        bridge.Open(call);
        var said = conference.Said.Where(s => s.Key != Element.DistributedInstances).ToList();
        var people = conference.People.Values.ToList();
        call.Hear(c => c.Set(said));
        foreach (var person in people)
        {
            call.Hear(c =>
            {
                if (conference.People.ContainsKey(person.Id))
                {
                    c.Add(person);
                }
            });
        }

        CountInstances(conference);
        return call;
    }

    private void Announce(Conference conference, BridgeCall call, CorrelatorTold told)
    {
        if (conference.Correlator is not { } correlator)
        {
            return;
        }

        var value = ElementValue.Of(correlator.ToString());
        if (told == CorrelatorTold.AtOnce)
        {
            call.Correlate(value);
            conference.CorrelatedAt ??= time.Now.Milliseconds;
            return;
        }

        if (told == CorrelatorTold.ZerosFirst)
        {
            call.Zero();
        }

        time.After(time.Between(0.1, 3), () =>
        {
            if (!call.IsClosed)
            {
                call.CorrelateLate(value);
                conference.CorrelatedAt ??= time.Now.Milliseconds;
            }
        });
    }

    private void Close(Conference conference, SimBridge bridge, string reason)
    {
        if (!conference.Instances.Remove(bridge.Name, out var call))
        {
            return;
        }

        bridge.Close(call, reason);
        conference.CorrelatedUntil = call.IsCorrelated ? time.Now.Milliseconds : conference.CorrelatedUntil;
        conference.GoneAt = conference.Instances.Count == 0 ? time.Now.Milliseconds : null;
        CountInstances(conference);
    }

    private static void CountInstances(Conference conference)
    {
        var count = ElementValue.Of(conference.Instances.Count);
        foreach (var call in conference.Instances.Values)
        {
            call.Hear(c => c.Set([new(Element.DistributedInstances, count)]));
        }
    }

    private static void Others(Conference conference, SimBridge bridge, Action<BridgeCall> tell)
    {
        foreach (var call in conference.Instances.Values.Where(c => conference.Instances[bridge.Name] != c))
        {
            call.Hear(tell);
        }
    }
}

/// <summary>How a bridge tells the correlator of an instance.</summary>
internal enum CorrelatorTold
{
    AtOnce,
    Later,
    ZerosFirst,
}
