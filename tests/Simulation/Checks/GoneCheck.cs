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
        foreach (var ended in changed.Changes.OfType<CallChange.SessionEnded>())
        {
            NoteWhatCameMeanwhile(site, before, changed, ended);
        }

        foreach (var gone in changed.Changes.OfType<CallChange.InstanceGone>())
        {
            var bridge = site.Bridges.Single(b => b.Name == gone.Key.Bridge);
            if (gone.Reason == Reasons.Merged)
            {
                continue;
            }

            world.Disk.Feed.MayBeAnother(site.Name, gone.Key.Call);
            if (!bridge.Calls.ContainsKey(gone.Key.Call))
            {
                continue;
            }

            var isSaid = gone.Reason switch
            {
                Reasons.BridgeRemoved => _reconfigured.ContainsKey(bridge),
                Reasons.BridgeLost => before.Find(gone.Key)?.Instance.StaleSince is { } since && gone.At - since >= world.Shape.BridgeLossTime - Slack,
                Reasons.NotSeenAfterReconnect => world.SocketsOf(bridge).Exists(s => s.HasUnnoticedLoss),
                _ => false,
            };
            Breach.Unless(isSaid, $"{site.Name} {key}: {gone.Key} is taken for gone ({gone.Reason}), and is there");
        }
    }

    // What came while all the others were stale turns out to be another session's where none of those is there any more, or the last of
    // them had gone long before it came.
    private void NoteWhatCameMeanwhile(Site site, CallState before, CallChanged changed, CallChange.SessionEnded ended)
    {
        var provisional = before.Slots.Where(s => s.Instance.IsProvisional).Select(s => (s.Key, s.Instance.AddedAt))
            .Concat(changed.Changes.OfType<CallChange.InstanceTold>().Where(c => c.IsProvisional).Select(c => (c.Key, AddedAt: c.Since ?? c.At)));
        foreach (var (instance, addedAt) in provisional)
        {
            if (ended.Reason == Reasons.NotSeenAfterReconnect || addedAt - ended.At >= World.Handover)
            {
                world.Disk.Feed.MayBeAnother(site.Name, instance.Call);
            }
        }
    }

    /// <summary>Looks at what is published: somebody who has been there for a while, and is, has not left.</summary>
    public void Check(SimFeed.Entry entry, Publication publication)
    {
        if (publication is { Type: PublicationType.ParticipantJoined, Participant: { } joined }
            && world.Sites.Single(s => s.Name == joined.Cluster).LeftAt.TryGetValue(joined.Participant, out var leftAt)
            && (joined.JoinedAt - world.Disk.JournalOf(entry.Cluster, entry.Call).AheadAt(entry.Sequence)).Milliseconds - leftAt > 2000)
        {
            Breach.Unless(!_left.Contains((joined.Call, joined.Participant)), $"{joined.Cluster}: {joined.Participant} has left for good, and comes back");
        }

        if (publication is not { Type: PublicationType.ParticipantLeft, Participant: { } left }
            || left.LeaveReason is Reasons.NotObserved or Reasons.BridgeLost or Reasons.BridgeRemoved or Reasons.Merged)
        {
            return;
        }

        _left.Add((left.Call, left.Participant));
        var person = Find(left);
        Breach.Unless(
            person is null || IsShown(left) || GoesOver(entry, left) || IsUnseen(entry, person) || world.Time.Now.Milliseconds - person.JoinedAt < 3000,
            $"{left.Cluster}: {left.Participant} is said to have left ({left.LeaveReason}), and is there");
    }

    // Where the person's own bridge is not heard, or was given up in the same event, nobody can know; and a roster whose connection is
    // broken is believed as long as nobody has noticed.
    private bool IsUnseen(SimFeed.Entry entry, Person person) =>
        !entry.Published.Before.Slots.Any(s => s.Instance.IsLive && s.Key == HostOf(person))
        || entry.Published.Changed.Changes.OfType<CallChange.InstanceGone>().Any(c =>
            c.Key == HostOf(person) && c.Reason is Reasons.BridgeLost or Reasons.BridgeRemoved)
        || entry.Published.Before.Slots.Concat(entry.Published.After.Slots).Any(s =>
            s.Roster is { IsLive: true } roster && !world.Sockets[roster.Epoch].IsSound);

    private static InstanceKey HostOf(Person person) => new(person.Host.Name, person.Conference.Instances[person.Host.Name].Guid);

    private bool IsShown(ParticipantView view) =>
        world.Disk.Feed.Model.Calls.Values.Any(c => c.View.Cluster == view.Cluster && c.Participants.ContainsKey(view.Participant));

    // To the session that follows, in the same event. How they leave that one is looked at by itself, though both are in one transaction.
    private static bool GoesOver(SimFeed.Entry entry, ParticipantView left) => entry.Published.Publications.Any(p =>
        p is { Type: PublicationType.ParticipantJoined, Participant: { } joined } && joined.Participant == left.Participant && joined.Call != left.Call);

    private Person? Find(ParticipantView view) =>
        world.Sites.Single(s => s.Name == view.Cluster).Live.Select(c => c.People.GetValueOrDefault(view.Participant)).FirstOrDefault(p => p is not null);
}
