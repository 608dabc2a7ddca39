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

    private readonly Dictionary<(ParticipantId Participant, CallId Call), (string Reason, long At)> _expected = [];

    public void Expect(Site site, Person person, string reason)
    {
        var followed = world.Aggregates(site).Find(a => a is { IsSound: true, State.Session: not null } && a.State.Slots.Any(s =>
            s.Key.Bridge == person.Host.Name && s.Roster is { IsLive: true, IsComplete: true } roster && roster.Entries.ContainsKey(person.Id)));
        if (followed is not null && world.ConfiguredBridges(site).Contains(person.Host.Name) && world.SocketsOf(person.Host).All(s => s.IsSound))
        {
            _expected[(person.Id, followed.State.Session!.Id)] = (reason, world.Time.Now.Milliseconds);
        }
    }

    /// <summary>Something fails: what has not arrived yet may not arrive.</summary>
    public void Forget()
    {
        foreach (var (person, (_, at)) in _expected.ToList())
        {
            if (world.Time.Now.Milliseconds - at < Settled)
            {
                _expected.Remove(person);
            }
        }
    }

    public void Check(Publication publication)
    {
        if (publication is { Type: PublicationType.ParticipantLeft, Participant: { LeaveReason: not Reasons.Merged } left }
            && _expected.Remove((left.Participant, left.Call), out var expected))
        {
            // Where the budget is short, the roster may have been given up a moment before.
            Breach.Unless(
                left.LeaveReason == expected.Reason || (left.LeaveReason == Reasons.NotObserved && !world.Shape.IsRoomy),
                $"{left.Participant} left with '{left.LeaveReason}', and its bridge said '{expected.Reason}'");
        }
    }
}
