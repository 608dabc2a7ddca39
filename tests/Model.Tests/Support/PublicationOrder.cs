using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Support;

/// <summary>The order in which one event's publications come (api.md, "The change stream").</summary>
internal static class PublicationOrder
{
    public static void Check(IReadOnlyList<Publication> publications)
    {
        var joinedOrUpdated = new Dictionary<ParticipantId, PublicationType>();
        var ended = new HashSet<CallId>();
        foreach (var publication in publications)
        {
            if (publication.Call is { } call)
            {
                Assert.DoesNotContain(call.Id, ended);
                if (publication.Type == PublicationType.CallEnded)
                {
                    ended.Add(call.Id);
                }
            }
            else if (publication.Participant is { } participant)
            {
                Assert.DoesNotContain(participant.Call, ended);
                if (publication.Type == PublicationType.ParticipantJoined
                    && joinedOrUpdated.TryGetValue(participant.Participant, out var before))
                {
                    Assert.Equal(PublicationType.ParticipantLeft, before);
                }

                joinedOrUpdated[participant.Participant] = publication.Type;
            }
        }
    }
}
