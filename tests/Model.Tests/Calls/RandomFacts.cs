using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Protocol;
using static CmsOrchestrator.Model.Tests.Support.Values;

namespace CmsOrchestrator.Model.Tests.Calls;

/// <summary>Facts as a few bridges might tell them, sensible and not, from a seed.</summary>
internal sealed class RandomFacts(int seed)
{
    private static readonly CallBridgeName[] Bridges = [Ids.Ams, Ids.Fra, Ids.Lon];
    private static readonly string[] States = ["pending", "active", "deactivated", "resting"];
    private static readonly string?[] RosterReasons = [null, "timeout", "callEnded"];
    private readonly Random _random = new(seed);
    private readonly Dictionary<CallBridgeName, int> _epochs = Bridges.ToDictionary(b => b, _ => 1);
    private double _now = 1;

    public CallFact Next()
    {
        _now += _random.Next(4) == 0 ? _random.NextDouble() * 4 : 0.01;
        var bridge = Bridges[_random.Next(Bridges.Length)];
        var script = new BridgeScript(bridge, _random.Next(4) == 0 ? 2 : 1, _epochs[bridge]);
        return _random.Next(40) switch
        {
            < 6 => script.Added(_now, CallValues()),
            < 10 => script.Updated(_now, CallValues()),
            < 12 => script.Removed(_now, _random.Next(2) == 0 ? "allLeft" : null),
            < 15 => script.State(_now, SlotPart.Roster, States[_random.Next(States.Length)]),
            < 17 => script.RosterActive(_now),
            < 25 => script.Roster(_now, [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Person())]),
            < 27 => script.RosterCompleted(_now),
            27 => script.RosterWhole(_now, _random.Next(2) == 0, [Join(1), Join(2, "two")], Leave(3, "timeout")),
            28 => script.InfoActive(_now),
            29 => script.Info(_now, CallValues(), isWhole: true),
            30 => script.Info(_now, CallValues()),
            31 => script.GivenUp(_now, (SlotPart)_random.Next(2)),
            32 => Lose(script),
            33 => script.ListCompleted(_now),
            34 => new CallFact.BridgeLost(Ids.At(_now), bridge),
            35 => new CallFact.Degraded(Ids.At(_now), _random.Next(2) == 0),
            36 => _random.Next(3) == 0 ? new CallFact.Recovered(Ids.At(_now)) : new CallFact.TimePassed(Ids.At(_now)),
            37 => new CallFact.InstanceMoved(Ids.At(_now), script.Key),
            38 => script.Reconnected(_epochs[bridge] - 1).Added(_now, CallValues()),
            _ => script.RosterActive(_now),
        };
    }

    public CallFact[] Batch() => [.. Enumerable.Range(0, _random.Next(1, 12)).Select(_ => Next())];

    private CallFact Lose(BridgeScript script)
    {
        _epochs[script.Bridge]++;
        return script.Lost(_now);
    }

    private ElementValues CallValues() => Call(
        _random.Next(3) == 0 ? "" : "name" + _random.Next(3), _random.Next(5), _random.Next(2) == 0 ? "locked" : null, _random.Next(2) == 0 ? "active" : "inactive");

    private ParticipantUpdate Person() => _random.Next(4) switch
    {
        0 or 1 => Join(_random.Next(6), "name" + _random.Next(3)),
        2 => Change(_random.Next(6), _random.Next(2) == 0 ? "" : "other" + _random.Next(3)),
        _ => Leave(_random.Next(6), RosterReasons[_random.Next(RosterReasons.Length)]),
    };
}
