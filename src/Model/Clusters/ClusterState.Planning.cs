using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Planning;
using CmsOrchestrator.Model.Subscriptions;

namespace CmsOrchestrator.Model.Clusters;

// Who is asked for what: the plan, and how far it is carried out.
public sealed partial class ClusterState
{
    private readonly Dictionary<PartKey, Assignment> _assignments = [];
    private readonly DegradedCalls _degraded = new();

    /// <summary>Makes the plan anew and carries out what is different.</summary>
    public void Plan(Instant now)
    {
        NeedsPlan = false;
        NoteTheOverdue(now);
        var room = _bridges.Where(b => b.Value.LiveEpochs.Count > 0).ToDictionary(b => b.Key, b => b.Value.Room);
        var calls = Calls(room);
        var plan = Planner.Plan(new PlanInput(now, calls, room, _assignments));
        foreach (var (call, isDegraded) in _degraded.Planned(calls.Select(c => c.Key), plan.Degraded))
        {
            effects.Tell(call, new CallFact.Degraded(now, isDegraded), null);
        }

        foreach (var part in _assignments.Where(a => a.Value.IsWanted && !plan.Wanted.Contains(a.Key)).Select(a => a.Key).ToList())
        {
            _assignments.Remove(part);
            GiveUp(now, part);
        }

        foreach (var part in plan.Wanted)
        {
            if (!_assignments.TryGetValue(part, out var assignment) || !assignment.IsWanted)
            {
                _assignments[part] = Assignment.Asked(now, assignment);
            }
        }

        foreach (var part in _assignments.Where(a => a.Value.Stage == AssignmentStage.Failed && a.Value.RetryAt <= now).Select(a => a.Key).ToList())
        {
            // It may be asked again, but need not be: somebody else carries the call.
            _assignments.Remove(part);
        }

        DropLeftovers(now);
        Ask(plan);
    }

    private List<PlannedCall> Calls(Dictionary<CallBridgeName, int> room)
    {
        var calls = new List<PlannedCall>();
        foreach (var (call, instances) in _directory.Calls)
        {
            var hosts = new List<InstanceKey>();
            long participants = 0;
            foreach (var instance in instances)
            {
                var entry = _directory.Find(instance)!;
                if (room.ContainsKey(instance.Bridge) && (entry.IsLive || IsCarried(instance)))
                {
                    hosts.Add(instance);
                    participants = Math.Max(participants, entry.Participants);
                }
            }

            hosts.Sort();
            if (hosts.Count > 0)
            {
                calls.Add(new PlannedCall(call, participants, hosts));
            }
        }

        return calls;
    }

    private void Ask(Plan plan)
    {
        var byBridge = plan.Wanted.ToLookup(p => p.Instance.Bridge, Resource.Of);
        foreach (var (bridge, entry) in _bridges)
        {
            var wanted = byBridge[bridge].ToHashSet();
            if (entry.Spent.Overlaps(wanted))
            {
                // Who asks keeps what it has while it is wanted; so it is not, for a moment.
                entry.Wanted = [.. wanted.Except(entry.Spent)];
                effects.Want(bridge, entry.Wanted);
            }

            entry.Spent.Clear();
            if (!wanted.SetEquals(entry.Wanted))
            {
                entry.Wanted = wanted;
                effects.Want(bridge, wanted);
            }
        }
    }

    private void NoteTheOverdue(Instant now)
    {
        foreach (var (part, assignment) in _assignments.Where(a => IsOverdue(now, a.Value) || a.Value.IsHopeless(now, settings.Planner)).ToList())
        {
            if (IsOverdue(now, assignment))
            {
                _assignments[part] = assignment.To(AssignmentStage.Overdue, now);
            }
            else
            {
                _assignments[part] = assignment.Fail(now, settings.Planner);
                GiveUp(now, part);
            }
        }
    }

    private bool IsOverdue(Instant now, Assignment assignment) =>
        assignment.Stage == AssignmentStage.Asked && now - assignment.Since >= settings.Planner.PendingTime;

    private bool PlanIsDue(Instant now) =>
        _assignments.Values.Any(a =>
            IsOverdue(now, a)
            || a.IsHopeless(now, settings.Planner)
            || (a.Stage == AssignmentStage.Failed && a.RetryAt <= now));

    private bool Complete(Instant now, PartKey part)
    {
        if (!_assignments.TryGetValue(part, out var assignment) || assignment.Stage != AssignmentStage.Active)
        {
            return false;
        }

        _assignments[part] = assignment.To(AssignmentStage.Complete, now);
        _bridges[part.Instance.Bridge].Rosters.Settled(part.Instance.Call);
        return true;
    }

    private bool IsComplete(PartKey part) => _assignments.TryGetValue(part, out var assignment) && assignment.Stage == AssignmentStage.Complete;

    private bool IsWanted(PartKey part) => _assignments.TryGetValue(part, out var assignment) && assignment.IsWanted;

    private IEnumerable<PartKey> PlannedPartsOf(InstanceKey instance)
    {
        var roster = new PartKey(instance, SlotPart.Roster);
        if (IsWanted(roster))
        {
            yield return roster;
        }

        var info = new PartKey(instance, SlotPart.CallInfo);
        if (IsWanted(info))
        {
            yield return info;
        }
    }

    private void Forget(InstanceKey instance)
    {
        _owed.Remove(instance);
        _bridges.GetValueOrDefault(instance.Bridge)?.Rosters.Settled(instance.Call);
        if (_directory.Find(instance) is { } known)
        {
            _directory.Remove(instance);
            ForgetIfEmpty(known.Call);
        }

        foreach (var part in (ReadOnlySpan<SlotPart>)[SlotPart.Roster, SlotPart.CallInfo])
        {
            var key = new PartKey(instance, part);
            Spend(key);
            _assignments.Remove(key);
            _carriers.Remove(key);
            _heldBack.Remove(key);
            _awaited.Remove(key);
            _leftovers.Remove(key);
        }

        NeedsPlan = true;
    }

    private void ForgetIfEmpty(CallKey call)
    {
        if (!_directory.HasInstances(call))
        {
            _degraded.Forget(call);
        }
    }

    private void Spend(PartKey part)
    {
        if (_bridges.TryGetValue(part.Instance.Bridge, out var bridge) && bridge.Wanted.Contains(Resource.Of(part)))
        {
            bridge.Spent.Add(Resource.Of(part));
        }
    }
}
