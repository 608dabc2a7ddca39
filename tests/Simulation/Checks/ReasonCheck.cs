using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulation;

/// <summary>
/// Who leaves while its own bridge's roster is followed and nothing fails leaves with the reason that this bridge tells, whichever
/// bridge told of the leave first.
/// </summary>
internal sealed class ReasonCheck(World world)
{
    private const long Settled = 5000;

    private readonly Dictionary<(ParticipantId Participant, CallId Call), Expected> _expected = [];

    public void Expect(Site site, Person person, string reason)
    {
        var roster = new InstanceKey(person.Host.Name, person.Conference.Instances[person.Host.Name].Guid);
        var followed = world.Aggregates(site).Find(a => a is { IsSound: true, State.Session: not null } && IsFollowed(a.State, roster, person.Id));
        if (followed is not null && world.ConfiguredBridges(site).Contains(person.Host.Name)
            && world.SocketsOf(person.Host).All(s => s.IsSound) && world.SocketsOf(person.Host).Any(s => s.Server.Tells(roster.Call)))
        {
            _expected[(person.Id, followed.State.Session!.Id)] = new Expected(roster, reason, followed.Last, world.Time.Now.Milliseconds);
        }
    }

    /// <summary>Something fails: what has not arrived yet may not arrive.</summary>
    public void Forget()
    {
        foreach (var (person, expected) in _expected.ToList())
        {
            if (world.Time.Now.Milliseconds - expected.At < Settled)
            {
                _expected.Remove(person);
            }
        }
    }

    /// <summary>The memory of an aggregate is gone: what it had not written yet may be gone with it, however long the storage stood still.</summary>
    public void ForgetUnwritten(CallState written)
    {
        foreach (var (person, expected) in _expected.ToList())
        {
            if (person.Call == written.Session?.Id && written.Present.TryGetValue(person.Participant, out var presence) && presence.ToldReason != expected.Reason)
            {
                _expected.Remove(person);
            }
        }
    }

    public void Check(in CallPublished published, Publication publication)
    {
        if (publication is { Type: PublicationType.ParticipantLeft, Participant: { LeaveReason: not Reasons.Merged } left }
            && _expected.TryGetValue((left.Participant, left.Call), out var expected) && published.Sequence > expected.After)
        {
            _expected.Remove((left.Participant, left.Call));
            if (NextCall(published, left.Participant) is { } next)
            {
                _expected[(left.Participant, next)] = expected;
                return;
            }

            Breach.Unless(
                left.LeaveReason == expected.Reason || (!world.Shape.IsRoomy && IsGivenUp(published, expected.Roster)),
                $"{left.Participant} left with '{left.LeaveReason}', and its bridge said '{expected.Reason}'");
        }
    }

    // Of a session that turns out to have ended before, those who came meanwhile go over to the one that follows.
    private static CallId? NextCall(in CallPublished published, ParticipantId participant) =>
        published.Changed.Changes.Any(c => c is CallChange.SessionEnded)
            ? published.Publications.FirstOrDefault(p => p.Type == PublicationType.ParticipantJoined && p.Participant!.Participant == participant)?.InCall
            : null;

    // Where the budget is short, the roster may be given up while the reason is under way: nobody listens to it any more.
    private static bool IsGivenUp(in CallPublished published, InstanceKey key) =>
        published.Before.Find(key)?.Roster is not { IsLive: true, IsComplete: true }
        || published.Changed.Changes.Any(c =>
            (c is CallChange.PartDropped { Part: SlotPart.Roster } dropped && dropped.Key == key)
            || (c is CallChange.PartStateChanged { Part: SlotPart.Roster } changed && changed.Key == key));

    private static bool IsFollowed(CallState state, InstanceKey key, ParticipantId participant) =>
        state.Find(key)?.Roster is { IsLive: true, IsComplete: true } roster && roster.Entries.ContainsKey(participant);

    private readonly record struct Expected(InstanceKey Roster, string Reason, long After, long At);
}
