using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <content>What a restart of a bridge does to the conferences on it.</content>
public sealed partial class SimulatedCluster
{
    /// <summary>All that the bridge hosted is gone; nobody tells why.</summary>
    internal void Lose(BridgeCalls bridge)
    {
        lock (Gate)
        {
            foreach (var instance in bridge.Instances.ToList())
            {
                Leave(instance.Conference, [.. instance.Conference.Participants.Where(instance.Hosts)], reason: null);
                if (instance.Conference.Instances.Contains(instance))
                {
                    Drop(instance, reason: null);
                }
            }
        }
    }

    /// <summary>The same people are back in the same conferences, under new GUIDs.</summary>
    internal void Renew(BridgeCalls bridge)
    {
        lock (Gate)
        {
            foreach (var instance in bridge.Instances.ToList())
            {
                var conference = instance.Conference;
                var returning = conference.Participants.Where(instance.Hosts).ToList();
                RemoveParticipants(conference, returning, reason: null);
                Drop(instance, reason: null);

                Take(conference);
                Learn(Begin(conference, bridge));
                returning.ForEach(p => p.Id = new ParticipantId(_guids.Next()));
                conference.Participants.AddRange(returning);
                TellRosters(conference, returning);
                Changed(conference);
            }
        }
    }
}
