using CmsOrchestrator.Model.Calls;

namespace CmsOrchestrator.Model.Planning;

/// <summary>A plan in the making: what is wanted so far, and the room that is left.</summary>
internal sealed class PlanDraft
{
    private readonly PlanInput _input;
    private readonly Dictionary<CallBridgeName, int> _room;
    private readonly HashSet<PartKey> _wanted = [];
    private readonly HashSet<CallKey> _degraded = [];
    private readonly Dictionary<CallBridgeName, SortedSet<(long Participants, Guid Id, PartKey Part)>> _rosters = [];
    private readonly Dictionary<PartKey, PlannedCall> _owners = [];
    private readonly Dictionary<CallKey, int> _carried = [];
    private int _spare;

    public PlanDraft(PlanInput input)
    {
        _input = input;
        _room = new Dictionary<CallBridgeName, int>(input.Room);
    }

    public IReadOnlySet<PartKey> Wanted => _wanted;

    public IReadOnlySet<CallKey> Degraded => _degraded;

    /// <summary>Keeps all rosters that the call has, even beyond the room. False where it has none.</summary>
    public bool KeepRosters(PlannedCall call)
    {
        var any = false;
        foreach (var host in call.Hosts)
        {
            var key = new PartKey(host, SlotPart.Roster);
            any |= _input.IsAsked(key) && Want(call, key, mayExceed: true);
        }

        return any;
    }

    /// <summary>
    /// Keeps the call info that is complete, or all that may become so. False where the call has none, or no room for it.
    /// </summary>
    public bool KeepCallInfo(PlannedCall call)
    {
        PartKey? best = null;
        foreach (var host in call.Hosts)
        {
            var key = new PartKey(host, SlotPart.CallInfo);
            if (_input.IsAsked(key))
            {
                best = best is { } other && !_input.IsBetter(key, other) ? other : key;
            }
        }

        if (best is not { } kept)
        {
            return false;
        }

        var complete = _input.StageOf(kept) == AssignmentStage.Complete;
        var any = false;
        foreach (var host in call.Hosts)
        {
            var key = new PartKey(host, SlotPart.CallInfo);
            any |= (key == kept || (!complete && _input.IsAsked(key))) && Want(call, key, mayExceed: false);
        }

        return any;
    }

    /// <summary>Whether all that the call has is overdue: another host is to be asked as well.</summary>
    public bool IsOverdue(PlannedCall call, SlotPart part)
    {
        var asked = call.Hosts.Select(host => new PartKey(host, part)).Where(_input.IsAsked).ToList();
        return asked.Count > 0 && asked.TrueForAll(key => _input.StageOf(key) == AssignmentStage.Overdue);
    }

    /// <summary>Asks the host with the most room that has not failed lately; false where there is none.</summary>
    public bool Place(PlannedCall call, SlotPart part)
    {
        PartKey? best = null;
        foreach (var key in Candidates(call, part))
        {
            if (RoomOf(key) > 0 && (best is not { } other || RoomOf(key) > RoomOf(other)))
            {
                best = key;
            }
        }

        return best is { } chosen && Want(call, chosen, mayExceed: false);
    }

    /// <summary>Asks every other host that has room and has not failed lately: only a participant's own bridge tells why it left.</summary>
    public void PlaceSeconds(PlannedCall call)
    {
        foreach (var key in Candidates(call, SlotPart.Roster).ToList())
        {
            Want(call, key, mayExceed: false);
        }
    }

    /// <summary>Takes the room of another call's second roster.</summary>
    public bool TakeSpare(PlannedCall call) => TakeOver(call, double.PositiveInfinity, out _);

    /// <summary>Takes the room of a second roster, or of a call that is much smaller and goes without one from then on.</summary>
    public bool TakeOver(PlannedCall call, double worthAChange, out IReadOnlyCollection<PlannedCall> evicted)
    {
        evicted = [];
        (PartKey Taken, PartKey Victim)? best = null;
        foreach (var key in Candidates(call, SlotPart.Roster))
        {
            if (Expendable(key.Instance.Bridge) is { } other && (best is not { } known || IsCheaper(other, known.Victim)))
            {
                best = (key, other);
            }
        }

        if (best is not { } chosen
            || !(IsSpare(chosen.Victim) || call.Participants >= Math.Max(1, _owners[chosen.Victim].Participants) * worthAChange))
        {
            return false;
        }

        evicted = Evict(chosen.Victim) is { } homeless ? [homeless] : [];
        return Want(call, chosen.Taken, mayExceed: false);
    }

    /// <summary>Gives up rosters where a bridge has less room than it had: second ones, then the smallest calls', who are returned.</summary>
    public IReadOnlyCollection<PlannedCall> Shrink()
    {
        var homeless = new List<PlannedCall>();
        foreach (var bridge in _rosters.Keys)
        {
            while (_room.GetValueOrDefault(bridge) < 0 && Expendable(bridge) is { } roster)
            {
                if (Evict(roster) is { } call)
                {
                    homeless.Add(call);
                }
            }
        }

        return homeless;
    }

    public bool HasHostWithoutRoom(PlannedCall call) => Candidates(call, SlotPart.Roster).Any(key => RoomOf(key) <= 0);

    public void Degrade(PlannedCall call) => _degraded.Add(call.Key);

    private IEnumerable<PartKey> Candidates(PlannedCall call, SlotPart part)
    {
        foreach (var host in call.Hosts)
        {
            var key = new PartKey(host, part);
            if (!_wanted.Contains(key)
                && (!_input.Assignments.TryGetValue(key, out var assignment) || assignment.IsWanted || assignment.RetryAt <= _input.Now))
            {
                yield return key;
            }
        }
    }

    private bool Want(PlannedCall call, PartKey key, bool mayExceed)
    {
        if (RoomOf(key) <= 0 && !mayExceed)
        {
            return false;
        }

        _wanted.Add(key);
        _owners[key] = call;
        _room[key.Instance.Bridge] = RoomOf(key) - 1;
        if (key.Part == SlotPart.Roster)
        {
            if (!_rosters.TryGetValue(key.Instance.Bridge, out var rosters))
            {
                _rosters[key.Instance.Bridge] = rosters = new(RosterOrder.Instance);
            }

            rosters.Add(Sized(key));
            Count(call, 1);
        }

        return true;
    }

    // The call, if that was its only roster.
    private PlannedCall? Evict(PartKey key)
    {
        var call = _owners[key];
        _wanted.Remove(key);
        _rosters[key.Instance.Bridge].Remove(Sized(key));
        _room[key.Instance.Bridge]++;
        Count(call, -1);
        return _carried[call.Key] == 0 ? call : null;
    }

    private void Count(PlannedCall call, int more)
    {
        var count = _carried.GetValueOrDefault(call.Key);
        _carried[call.Key] = count + more;
        _spare += Math.Max(0, count + more - 1) - Math.Max(0, count - 1);
    }

    // The call goes on with another one: that is complete, or will be sooner.
    private bool IsSpare(PartKey roster)
    {
        var call = _owners[roster];
        return _carried[call.Key] > 1 && call.Hosts.Any(host =>
            new PartKey(host, SlotPart.Roster) is var other && other != roster && _wanted.Contains(other)
            && (_input.StageOf(other) == AssignmentStage.Complete || _input.IsBetter(other, roster)));
    }

    private PartKey? Expendable(CallBridgeName bridge)
    {
        if (!_rosters.TryGetValue(bridge, out var rosters) || rosters.Count == 0)
        {
            return null;
        }

        foreach (var roster in _spare > 0 ? rosters : [])
        {
            if (IsSpare(roster.Part))
            {
                return roster.Part;
            }
        }

        return rosters.Min.Part;
    }

    private bool IsCheaper(PartKey roster, PartKey than) =>
        IsSpare(roster) is var spare && spare != IsSpare(than) ? spare : RosterOrder.Instance.Compare(Sized(roster), Sized(than)) < 0;

    private (long Participants, Guid Id, PartKey Part) Sized(PartKey roster) => (_owners[roster].Participants, _owners[roster].Key.Id, roster);

    private int RoomOf(PartKey key) => _room.GetValueOrDefault(key.Instance.Bridge);
}
