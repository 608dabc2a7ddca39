using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Simulation;

/// <summary>One conference as it really is.</summary>
internal sealed class Conference(CallCorrelator correlator)
{
    public CallCorrelator Correlator => correlator;

    public Dictionary<SimBridge, CallGuid> Instances { get; } = [];

    public Dictionary<ParticipantId, (SimBridge Host, string Name)> People { get; } = [];
}

/// <summary>Lets people come, go and change their names, and conferences spread, shrink, end, and begin again in the same space.</summary>
internal sealed class Traffic(VirtualTime time, IReadOnlyList<SimBridge> bridges, int spaces)
{
    private readonly List<Conference> _conferences =
        [.. Enumerable.Range(1, spaces).Select(i => new Conference(Support.Ids.Correlator(i)))];

    private int _calls;
    private int _people;

    public IEnumerable<Conference> Live => _conferences.Where(c => c.Instances.Count > 0);

    public bool IsOn { get; set; } = true;

    public void Start() => time.After(time.Between(0.05, 0.8), () =>
    {
        if (IsOn)
        {
            Step(_conferences[time.Random.Next(_conferences.Count)]);
            Start();
        }
    });

    private void Step(Conference conference)
    {
        switch (time.Random.Next(10))
        {
            case < 5 when conference.People.Count < 8:
                Join(conference, bridges[time.Random.Next(bridges.Count)]);
                break;
            case < 6 when conference.People.Count > 0:
                Rename(conference, conference.People.Keys.ElementAt(time.Random.Next(conference.People.Count)));
                break;
            case < 9 when conference.People.Count > 0:
                Leave(conference, conference.People.Keys.ElementAt(time.Random.Next(conference.People.Count)));
                break;
            case 9 when time.Chance(0.3):
                foreach (var person in conference.People.Keys.ToList())
                {
                    Leave(conference, person);
                }

                break;
        }
    }

    private void Join(Conference conference, SimBridge bridge)
    {
        var person = Support.Ids.Person(++_people);
        var isNew = conference.Instances.TryAdd(bridge, Support.Ids.Call(_calls + 1));
        if (isNew)
        {
            _calls++;
            bridge.CallAdded(conference, isCorrelatorLate: time.Chance(0.3));
        }

        conference.People[person] = (bridge, "name" + _people);
        Each(conference, b => b.Joined(conference, person));
    }

    private void Rename(Conference conference, ParticipantId person)
    {
        conference.People[person] = conference.People[person] with { Name = "renamed" + time.Random.Next(1000) };
        Each(conference, b => b.Renamed(conference, person));
    }

    private static void Leave(Conference conference, ParticipantId person)
    {
        var host = conference.People[person].Host;
        conference.People.Remove(person);
        Each(conference, b => b.Left(conference, person, b == host ? "remoteTeardown" : null));
        if (!conference.People.Values.Any(p => p.Host == host))
        {
            host.CallEnded(conference);
            conference.Instances.Remove(host);
        }
    }

    private static void Each(Conference conference, Action<SimBridge> tell)
    {
        foreach (var bridge in conference.Instances.Keys.ToList())
        {
            tell(bridge);
        }
    }
}
