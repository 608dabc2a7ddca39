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
    private readonly List<PlannedCall> _evicted = [];

    public PlanDraft(PlanInput input)
    {
        _input = input;
        _room = new Dictionary<CallBridgeName, int>(input.Room);
    }

    public IReadOnlySet<PartKey> Wanted => _wanted;

    public IReadOnlySet<CallKey> Degraded => _degraded;

    /// <summary>Calls whose only roster went for want of room.</summary>
    public IReadOnlyList<PlannedCall> Evicted => _evicted;

    /// <summary>Keeps what the call has: the one that is complete, or all that may become so. False where it has none.</summary>
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
        foreach (var host in call.Hosts)
        {
            var key = new PartKey(host, part);
            if (key == kept || (!complete && _input.Assignments.TryGetValue(key, out var assignment) && assignment.IsWanted))
            {
                Want(call, key, mayExceed: part == SlotPart.Roster);
            }
        }

        return true;
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

    /// <summary>Takes the room of a call that is much smaller.</summary>
    public bool TakeOver(PlannedCall call, double worthAChange)
    {
        foreach (var key in Candidates(call, SlotPart.Roster))
        {
            if (_rosters.TryGetValue(key.Instance.Bridge, out var rosters) && rosters.Count > 0
                && rosters.Min is var smallest && call.Participants >= Math.Max(1, smallest.Participants) * worthAChange)
            {
                Evict(smallest.Part);
                return Want(call, key, mayExceed: false);
            }
        }

        return false;
    }

    /// <summary>Gives up the smallest calls' rosters where a bridge has less room than it had.</summary>
    public void Shrink()
    {
        foreach (var (bridge, rosters) in _rosters)
        {
            while (_room[bridge] < 0 && rosters.Count > 0)
            {
                Evict(rosters.Min.Part);
            }
        }
    }

    public bool HasHostWithoutRoom(PlannedCall call) => Candidates(call, SlotPart.Roster).Any(key => RoomOf(key) <= 0);

    public void Degrade(PlannedCall call) => _degraded.Add(call.Key);

    /// <summary>Who was taken over for a larger call and found no other host.</summary>
    public void DegradeTheEvicted()
    {
        foreach (var call in _evicted)
        {
            if (!call.Hosts.Any(h => _wanted.Contains(new PartKey(h, SlotPart.Roster))) && !Place(call, SlotPart.Roster))
            {
                Degrade(call);
            }
        }
    }

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
        }

        return true;
    }

    private void Evict(PartKey key)
    {
        var call = _owners[key];
        _wanted.Remove(key);
        _rosters[key.Instance.Bridge].Remove((call.Participants, call.Key.Id, key));
        _room[key.Instance.Bridge]++;
        _evicted.Add(call);
    }

    private int RoomOf(PartKey key) => _room.GetValueOrDefault(key.Instance.Bridge);

    private static bool IsBetter(Assignment assignment, Assignment than) =>
        assignment.Stage != than.Stage ? assignment.Stage is AssignmentStage.Complete || than.Stage is AssignmentStage.Asked : assignment.Since < than.Since;

    private sealed class RosterOrder : IComparer<(long Participants, Guid Id, PartKey Part)>
    {
        public static RosterOrder Instance { get; } = new();

        public int Compare((long Participants, Guid Id, PartKey Part) x, (long Participants, Guid Id, PartKey Part) y) =>
            x.Participants.CompareTo(y.Participants) is var size and not 0 ? size
            : x.Id.CompareTo(y.Id) is var id and not 0 ? id
            : x.Part.Instance.CompareTo(y.Part.Instance);
    }
}
