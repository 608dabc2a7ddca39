using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Tests.Support;

/// <summary>What happened, in the order in which it is stored.</summary>
internal static class Past
{
    /// <summary>A call that lasted from one minute of the sample's hour to another, with its participants, who stayed to the end.</summary>
    public static IEnumerable<Publication> Call(
        int number, double from, double to, string cluster = "emea", string name = "Weekly", params (int Number, string Name, string Uri)[] people)
    {
        var (start, end) = (At(from), At(to));
        var call = Sample.Call(number, cluster, name) with { StartedAt = start };
        yield return Publication.Of(PublicationType.CallStarted, start, call);
        foreach (var (person, personName, uri) in people)
        {
            var joined = Sample.Participant(number, person, cluster, personName, uri) with { JoinedAt = start };
            yield return Publication.Of(PublicationType.ParticipantJoined, start, joined) with { ToldBy = new("lon1") };
            yield return Publication.Of(PublicationType.ParticipantLeft, end, joined with { LeftAt = end, LeaveReason = "dropped" }) with
            {
                ToldBy = new("lon1"),
                Correlator = call.CallCorrelator,
                ParticipantBefore = joined,
            };
        }

        yield return Publication.Of(PublicationType.CallEnded, end, Ended(call, end)) with { CallBefore = call };
    }

    public static Instant At(double minute) => Sample.Start + TimeSpan.FromMinutes(minute);

    public static CallView Ended(CallView call, Instant at) =>
        call with { State = "ended", EndedAt = at, EndReason = "allLeft", Participants = 0, RosterSize = 0, Instances = [] };
}
