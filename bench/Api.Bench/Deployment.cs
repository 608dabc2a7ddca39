using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Protocol;
using CmsOrchestrator.Samples;

namespace CmsOrchestrator.Api.Bench;

/// <summary>10,000 calls with 100,000 participants, one call of them with 1,000.</summary>
internal static class Deployment
{
    public const int Calls = 10_000;
    public const int Participants = 100_000;
    private const int Largest = 1000;

    public static CallId LargestCall => Call(0).Id;

    public static IEnumerable<Publication> All()
    {
        for (var n = 0; n < Calls; n++)
        {
            yield return Publication.Of(PublicationType.CallStarted, SampleViews.Start, Call(n));
        }

        for (var n = 0; n < Participants; n++)
        {
            yield return Publication.Of(PublicationType.ParticipantJoined, SampleViews.Start, Participant(n));
        }
    }

    /// <summary>A change as they come most often: somebody is muted, or no longer.</summary>
    public static Publication Change(int number)
    {
        var after = Participant(number % Participants) with { AudioMuted = ElementValue.Of(number / Participants % 2 == 0) };
        return Publication.Of(PublicationType.ParticipantUpdated, SampleViews.Start, after) with { ParticipantBefore = after };
    }

    private static CallView Call(int number) =>
        SampleViews.Call(new(Id(0x0199, number)), Cluster(number), new(Id(0xdee0, number)), $"Meeting {(number * 7919) % Calls}") with
        {
            Freshness = number % 10 == 0 ? "partial" : "live",
            Participants = 10,
            RosterSize = 10,
            Instances = [Instance("fra1", 0xc983, number, "active"), Instance("lon1", 0xc982, number, "none")],
        };

    private static ClusterName Cluster(int number) => new((number % 4) switch { 0 => "emea", 1 => "amer", 2 => "apac", _ => "labs" });

    private static InstanceView Instance(string bridge, int group, int number, string callInfo) =>
        SampleViews.Instance(bridge, new(Id(group, number))) with
        {
            Participants = 5, DistributedInstances = ElementValue.Of(2), CallInfo = callInfo,
        };

    private static ParticipantView Participant(int number)
    {
        var call = number < Largest ? 0 : 1 + (number % (Calls - 1));
        return SampleViews.Participant(
            new(Id(0x4758, number)), new(Id(0x0199, call)), Cluster(call), $"User {number}", $"user{number:00000}@example.net");
    }

    private static Guid Id(int group, int number) => new(group, 0, 0x7000, 0x80, 0, 0, 0, 0, (byte)(number >> 16), (byte)(number >> 8), (byte)number);
}
