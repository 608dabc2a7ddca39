using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulation;

/// <summary>Carries out steps. What a step has nothing to do it to, it leaves.</summary>
internal sealed class Doing(World world)
{
    private VirtualTime Time => world.Time;

    public void Do(Step step)
    {
        var site = world.Sites[step.Cluster % world.Sites.Count];
        var bridge = site.Bridges[step.B % site.Bridges.Count];
        switch (step.Kind)
        {
            case StepKind.Join:
                site.Join(site.Space(step.A % world.Shape.Spaces), bridge, (step.A / 7 % 5) switch
                {
                    0 => CorrelatorTold.Later,
                    1 => CorrelatorTold.ZerosFirst,
                    _ => CorrelatorTold.AtOnce,
                });
                break;
            case StepKind.Leave when Person(site, step) is { } person:
                Leave(site, person, "remoteTeardown");
                break;
            case StepKind.Change when Person(site, step) is { } person:
                Change(person, step);
                break;
            case StepKind.ChangeCall when Conference(site, step) is { } conference:
                ChangeCall(conference, step);
                break;
            case StepKind.EndAll when Conference(site, step) is { } conference:
                EndAll(site, conference);
                break;
            case StepKind.AdHoc:
                site.Join(site.AdHoc(hasCorrelator: step.A % 3 != 0), bridge);
                break;
            case StepKind.Move when Person(site, step) is { } person && person.Host != bridge && !bridge.Faults[Fault.Down] && person.Conference.Correlator is not null:
                site.Join(person.Conference, bridge, movedFrom: person);
                Leave(site, person, "participantMoved");
                break;
            case StepKind.HandOver when Conference(site, step) is { IsAdHoc: false } conference:
                HandOver(site, conference, bridge, TimeSpan.FromMilliseconds(step.Length / 2));
                break;
            case StepKind.EndPart when Conference(site, step) is { } conference && conference.Instances.ContainsKey(bridge.Name):
                site.End(conference, bridge, step.A % 2 == 0 ? "callEnded" : "participantInitiated");
                break;
            default:
                Harm(site, bridge, step);
                break;
        }
    }

    /// <summary>A message that was lost is noticed with the next one on its connection: each subscription tells something.</summary>
    public void MakeEachBridgeTell()
    {
        foreach (var person in world.Sites.SelectMany(s => s.People).ToList())
        {
            Site.Change(person, Element.Importance, ElementValue.Of(7));
        }

        foreach (var conference in world.Sites.SelectMany(s => s.Live).ToList())
        {
            conference.IsRecording = !conference.IsRecording;
            Site.Changed(conference);
        }

        foreach (var (site, bridge) in world.Sites.SelectMany(s => s.Bridges, (s, b) => (s, b)))
        {
            if (site.Join(site.AdHoc(hasCorrelator: true), bridge) is { } person)
            {
                Time.After(TimeSpan.FromSeconds(1), () => site.Leave(person, "remoteTeardown"));
            }
        }
    }

    private void Harm(Site site, SimBridge bridge, Step step)
    {
        world.HasSilentFaults |= step.Kind is StepKind.BlackHole or StepKind.HalfOpen or StepKind.Lose;
        var socket = world.SocketsOf(bridge) is { Count: > 0 } sockets ? sockets[step.A % sockets.Count] : null;
        switch (step.Kind)
        {
            case StepKind.Reset:
                socket?.ResetByServer();
                break;
            case StepKind.BlackHole:
                socket?.BlackHole();
                break;
            case StepKind.HalfOpen:
                socket?.HalfOpen();
                break;
            case StepKind.Lose:
                socket?.NextIs(Mishap.Lost);
                break;
            case StepKind.Duplicate:
                socket?.NextIs(Mishap.Twice);
                break;
            case StepKind.Malformed:
                socket?.NextIs(Mishap.Malformed);
                break;
            case StepKind.Overflow:
                socket?.Overflow();
                break;
            case StepKind.Deactivate when socket?.Server.ActiveParts.ToList() is { Count: > 0 } parts:
                socket.Server.Deactivate([parts[step.B % parts.Count]]);
                break;
            case StepKind.AckLate:
                During(step, bridge, Fault.AcksLate);
                break;
            case StepKind.RefuseRequests:
                During(step, bridge, Fault.RefusesRequests);
                break;
            case StepKind.RefuseUpgrades:
                During(step, bridge, Fault.RefusesUpgrades);
                break;
            case StepKind.RefuseTokens:
                During(step, bridge, Fault.RefusesTokens);
                break;
            case StepKind.KeepPending:
                During(step, bridge, Fault.KeepsPending, () => bridge.Tell(s => s.LookAgain()));
                break;
            case StepKind.OtherClients:
                bridge.Others += 1 + (step.A % 5);
                Later(step, () => bridge.Others -= 1 + (step.A % 5));
                break;
            case StepKind.RestartBridge:
                Restart(site, bridge, step);
                break;
            case StepKind.RemoveBridge:
                world.Configure(bridge, isConfigured: false);
                Later(step, () => world.Configure(bridge, isConfigured: true));
                break;
            case StepKind.FailWrite when world.Aggregates(site) is { Count: > 0 } aggregates:
                aggregates[step.A % aggregates.Count].FailNextWrite();
                break;
            case StepKind.StallFeed:
                world.Stall(1);
                Later(step, () => world.Stall(-1));
                break;
            case StepKind.Kill:
                world.Kill();
                Later(step, world.StartIfDown);
                break;
            case StepKind.SetClock:
                world.ClockAhead = TimeSpan.FromSeconds(step.A - 500);
                break;
        }
    }

    private void During(Step step, SimBridge bridge, Fault fault, Action? end = null)
    {
        bridge.Faults.Begin(fault);
        Later(step, () =>
        {
            bridge.Faults.End(fault);
            end?.Invoke();
        });
    }

    private void Later(Step step, Action action) => Time.After(TimeSpan.FromMilliseconds(step.Length), action);

    private void Restart(Site site, SimBridge bridge, Step step)
    {
        world.LoseSockets(bridge);
        foreach (var call in bridge.Calls.Values.ToList())
        {
            site.End(call.Conference, bridge, "callEnded");
        }

        During(step, bridge, Fault.Down);
    }

    private void Leave(Site site, Person person, string reason)
    {
        world.Reasons.Expect(site, person, reason);
        site.Leave(person, reason);
    }

    private void EndAll(Site site, Conference conference)
    {
        foreach (var person in conference.People.Values.ToList())
        {
            Leave(site, person, "callEnded");
        }
    }

    private void HandOver(Site site, Conference conference, SimBridge bridge, TimeSpan gap)
    {
        var (count, space) = (conference.People.Count, conference.Correlator);
        EndAll(site, conference);
        Time.After(gap, () =>
        {
            for (var i = 0; i < count; i++)
            {
                site.Join(site.Space(space!.Value.Value.ToByteArray()[15] - 1), bridge);
            }
        });
    }

    private static void Change(Person person, Step step)
    {
        var (element, value) = (step.B % 5) switch
        {
            0 => (Element.Name, ElementValue.Of("renamed" + step.A)),
            1 => (Element.AudioMuted, ElementValue.Of(step.A % 2 == 0)),
            2 => (Element.State, ElementValue.Of(step.A % 2 == 0 ? "onHold" : "connected")),
            3 => (Element.Importance, step.A % 3 == 0 ? ElementValue.None : ElementValue.Of(step.A)),
            _ => (Element.ActiveSpeaker, ElementValue.Of(step.A % 2 == 0)),
        };
        Site.Change(person, element, value);
    }

    private static void ChangeCall(Conference conference, Step step)
    {
        switch (step.B % 5)
        {
            case 0:
                conference.Name = "renamed" + step.A;
                break;
            case 1:
                conference.IsLocked = !conference.IsLocked;
                break;
            case 2:
                conference.IsRecording = !conference.IsRecording;
                break;
            case 3:
                conference.IsStreaming = !conference.IsStreaming;
                break;
            default:
                conference.JoinAudioMuteOverride = (step.A % 3) switch { 0 => true, 1 => false, _ => null };
                break;
        }

        Site.Changed(conference);
    }

    private static Person? Person(Site site, Step step) => site.People is { Count: > 0 } people ? people[step.A % people.Count] : null;

    private static Conference? Conference(Site site, Step step) =>
        site.Live.ToList() is { Count: > 0 } live ? live[step.A % live.Count] : null;
}
