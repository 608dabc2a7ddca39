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

    /// <summary>
    /// Keeps what the call has: the one that is complete, or all that may become so. False where it has none, or no room for it.
    /// </summary>
    public bool Keep(PlannedCall call, SlotPart part)
    {
        PartKey? best = null;
        foreach (var host in call.Hosts)
        {
            var key = new PartKey(host, part);
            if (_input.Assignments.TryGetValue(key, out var assignment) && assignment.IsWanted)
            {
                best = best is { } other && !IsBetter(assignment, _input.Assignments[other]) ? other : key;
            }
        }

        if (best is not { } kept)
        {
            return false;
        }

        var complete = _input.Assignments[kept].Stage == AssignmentStage.Complete;
        var any = false;
        foreach (var host in call.Hosts)
        {
            var key = new PartKey(host, part);
            if (key == kept || (!complete && _input.Assignments.TryGetValue(key, out var assignment) && assignment.IsWanted))
            {
                any |= Want(call, key, mayExceed: part == SlotPart.Roster);
            }
        }

        return any;
    }

    /// <summary>Whether all that the call has is overdue: another host is to be asked as well.</summary>
    public bool IsOverdue(PlannedCall call, SlotPart part)
    {
        var isOverdue = false;
        foreach (var host in call.Hosts)
        {
            if (_input.Assignments.TryGetValue(new PartKey(host, part), out var assignment) && assignment.IsWanted)
            {
                if (assignment.Stage != AssignmentStage.Overdue)
                {
                    return false;
                }

                isOverdue = true;
            }
        }

        return isOverdue;
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

    /// <summary>Takes the room of a second roster, or of a call that is much smaller and goes without one from then on.</summary>
    public bool TakeOver(PlannedCall call, double worthAChange, out IReadOnlyCollection<PlannedCall> evicted)
    {
        (long Participants, Guid Id, PartKey Part)? victim = null;
        foreach (var key in Candidates(call, SlotPart.Roster))
        {
            if (Expendable(key.Instance.Bridge) is { } other && (victim is not { } known || RosterOrder.Instance.Compare(other, known) < 0))
            {
                victim = other;
            }
        }

        evicted = [];
        if (victim is not { } chosen || !(IsSpare(chosen.Part) || call.Participants >= Math.Max(1, chosen.Participants) * worthAChange))
        {
            return false;
        }

        evicted = Evict(chosen.Part) is { } homeless ? [homeless] : [];
        return Want(call, Candidates(call, SlotPart.Roster).First(k => k.Instance.Bridge == chosen.Part.Instance.Bridge), mayExceed: false);
    }

    /// <summary>Gives up rosters where a bridge has less room than it had: second ones, then the smallest calls', who are returned.</summary>
    public IReadOnlyCollection<PlannedCall> Shrink()
    {
        var homeless = new List<PlannedCall>();
        foreach (var bridge in _rosters.Keys)
        {
            while (_room.GetValueOrDefault(bridge) < 0 && Expendable(bridge) is { } roster)
            {
                if (Evict(roster.Part) is { } call)
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

            rosters.Add((call.Participants, call.Key.Id, key));
            Count(call, 1);
        }

        return true;
    }

    // The call, if that was its only roster.
    private PlannedCall? Evict(PartKey key)
    {
        var call = _owners[key];
        _wanted.Remove(key);
        _rosters[key.Instance.Bridge].Remove((call.Participants, call.Key.Id, key));
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

    private bool IsSpare(PartKey roster) => _carried[_owners[roster].Key] > 1;

    private (long Participants, Guid Id, PartKey Part)? Expendable(CallBridgeName bridge)
    {
        if (!_rosters.TryGetValue(bridge, out var rosters) || rosters.Count == 0)
        {
            return null;
        }

        foreach (var roster in _spare > 0 ? rosters : [])
        {
            if (IsSpare(roster.Part))
            {
                return roster;
            }
        }

        return rosters.Min;
    }

    private int RoomOf(PartKey key) => _room.GetValueOrDefault(key.Instance.Bridge);

    private static bool IsBetter(Assignment assignment, Assignment than) =>
        assignment.Stage != than.Stage ? assignment.Stage > than.Stage : assignment.Since < than.Since;

    private sealed class RosterOrder : IComparer<(long Participants, Guid Id, PartKey Part)>
    {
        public static RosterOrder Instance { get; } = new();

        public int Compare((long Participants, Guid Id, PartKey Part) x, (long Participants, Guid Id, PartKey Part) y) =>
            x.Participants.CompareTo(y.Participants) is var size and not 0 ? size
            : x.Id.CompareTo(y.Id) is var id and not 0 ? id
            : x.Part.Instance.CompareTo(y.Part.Instance);
    }
}
