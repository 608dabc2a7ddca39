using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulation;

/// <summary>Nothing and nobody that is there is said to be gone, except for a reason that says so itself.</summary>
internal sealed class GoneCheck(World world)
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    private readonly Dictionary<SimBridge, long> _reconfigured = [];
    private readonly HashSet<(CallId Call, ParticipantId Participant)> _left = [];

    public void Reconfigured(SimBridge bridge) => _reconfigured[bridge] = world.Time.Now.Milliseconds;

    public bool IsReconfigured(Site site) => site.Bridges.Any(_reconfigured.ContainsKey);

    /// <summary>Looks at what an aggregate has decided.</summary>
    public void Check(Site site, CallKey key, CallState before, CallChanged changed)
    {
        if (changed.Changes.Any(c => c is CallChange.SessionEnded))
        {
            NoteWhatCameMeanwhile(site, before, changed);
        }

        foreach (var gone in changed.Changes.OfType<CallChange.InstanceGone>())
        {
            var bridge = site.Bridges.Single(b => b.Name == gone.Key.Bridge);
            world.Disk.Feed.MayBeAnother(site.Name, gone.Key.Call);
            if (gone.Reason == Reasons.Merged || !bridge.Calls.ContainsKey(gone.Key.Call))
            {
                continue;
            }

            var isSaid = gone.Reason switch
            {
                Reasons.BridgeRemoved => _reconfigured.ContainsKey(bridge),
                Reasons.BridgeLost => before.Find(gone.Key)?.Instance.StaleSince is { } since && gone.At - since >= world.Shape.BridgeLossTime - Slack,
                _ => false,
            };
            Breach.Unless(isSaid, $"{site.Name} {key}: {gone.Key} is taken for gone ({gone.Reason}), and is there");
        }
    }

    // What came while the others were stale may turn out to be another session's.
    private void NoteWhatCameMeanwhile(Site site, CallState before, CallChanged changed)
    {
        var provisional = before.Slots.Where(s => s.Instance.IsProvisional).Select(s => s.Key)
            .Concat(changed.Changes.OfType<CallChange.InstanceTold>().Where(c => c.IsProvisional).Select(c => c.Key));
        foreach (var instance in provisional)
        {
            world.Disk.Feed.MayBeAnother(site.Name, instance.Call);
        }
    }

    /// <summary>Looks at what is published: somebody who has been there for a while, and is, has not left.</summary>
    public void Check(SimFeed.Entry entry, Publication publication)
    {
        if (publication is { Type: PublicationType.ParticipantJoined, Participant: { } joined }
            && world.Sites.Single(s => s.Name == joined.Cluster).LeftAt.TryGetValue(joined.Participant, out var leftAt)
            && (joined.JoinedAt - world.Process!.Ahead).Milliseconds - leftAt > 2000)
        {
            Breach.Unless(!_left.Contains((joined.Call, joined.Participant)) || !IsShown(joined), $"{joined.Cluster}: {joined.Participant} has left for good, and comes back");
        }

        if (publication is not { Type: PublicationType.ParticipantLeft, Participant: { } left }
            || left.LeaveReason is Reasons.NotObserved or Reasons.BridgeLost or Reasons.BridgeRemoved or Reasons.Merged)
        {
            return;
        }

        _left.Add((left.Call, left.Participant));
        var person = Find(left);
        Breach.Unless(
            person is null || IsShown(left) || IsUnseen(entry, person) || world.Time.Now.Milliseconds - person.JoinedAt < 3000,
            $"{left.Cluster}: {left.Participant} is said to have left ({left.LeaveReason}), and is there");
    }

    // Where the person's own bridge is not heard, or has left the configuration in the same event, nobody can know; and one that has
    // died unnoticed is believed to be heard.
    private bool IsUnseen(SimFeed.Entry entry, Person person) =>
        person.Conference.Instances.Keys.Concat(entry.Before.Slots.Select(s => s.Key.Bridge)).Any(b =>
            world.Sites.SelectMany(s => s.Bridges).Where(x => x.Cluster == person.Host.Cluster && x.Name == b)
                .Any(x => world.SocketsOf(x).Any(s => !s.IsSound)))
        || !entry.Before.Slots.Any(s => s.Instance.IsLive && s.Key == HostOf(person))
        || entry.Changed.Changes.OfType<CallChange.InstanceGone>().Any(c => c.Key == HostOf(person));

    private static InstanceKey HostOf(Person person) => new(person.Host.Name, person.Conference.Instances[person.Host.Name].Guid);

    private bool IsShown(ParticipantView view) =>
        world.Disk.Feed.Model.Calls.Values.Any(c => c.View.Cluster == view.Cluster && c.Participants.ContainsKey(view.Participant));

    private Person? Find(ParticipantView view) =>
        world.Sites.Single(s => s.Name == view.Cluster).Live.Select(c => c.People.GetValueOrDefault(view.Participant)).FirstOrDefault(p => p is not null);
}
