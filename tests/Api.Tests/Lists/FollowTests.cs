using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Tests.Lists;

/// <summary>What is polled is brought forward from revision to revision, list and bytes: it must be what somebody else finds who asks anew.</summary>
public sealed class FollowTests
{
    private const int Calls = 12;
    private static readonly string[] Clusters = ["amer", "apac", "emea"];

    public static TheoryData<string> Queries =>
    [
        "calls?", "calls?sort=name", "calls?sort=-participants&cluster=emea", "calls?name=2", "calls?freshness=stale&sort=-startedAt",
        "participants?", "participants?cluster=apac", "participants?uri=3", "participants?name=1&cluster=emea", "participants?state=connected",
        "participants?presenter=true&callBridge=fra1",
        $"participants?call={Sample.CallId(1)}", $"calls/{Sample.CallId(2)}/participants?", $"calls/{Sample.CallId(3)}/participants?name=1",
    ];

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_list_that_is_polled_is_the_one_that_is_found_anew_whatever_has_changed(string query)
    {
        await using var api = await ApiHost.StartAsync([.. Enumerable.Range(1, Calls).Select(n => Sample.Live(Call(n, "Weekly 2")))]);
        await using var other = await ApiHost.StartAsync();
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 60; i++)
        {
            api.Publish(Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Any(random)));
            other.Model = api.Model;
            using var polled = await api.GetAsync($"/api/v1/{query}&limit=1000");
            using var anew = await other.GetAsync($"/api/v1/{query}&limit={900 + i}");
            if (polled.IsSuccessStatusCode || anew.IsSuccessStatusCode)
            {
                Assert.True(await anew.Content.ReadAsStringAsync() == await polled.Content.ReadAsStringAsync(), $"seed {seed}, revision {api.Model.Revision}");
                Assert.Equal(anew.Headers.ETag, polled.Headers.ETag);
            }
        }
    }

    private static CallView Call(int number, string name) => Sample.Call(number, Clusters[number % 3], name);

    private static Publication Any(Random random)
    {
        var number = 1 + random.Next(Calls);
        var call = Call(number, $"Weekly {random.Next(4)}") with { Participants = random.Next(5), Freshness = random.Next(2) == 0 ? "live" : "stale" };
        var participant = Sample.Participant(number, random.Next(25), call.Cluster.Value, $"{random.Next(30)}", $"{random.Next(30)}@example.net") with
        {
            Presenter = Protocol.ElementValue.Of(random.Next(2) == 0),
        };
        return random.Next(9) switch
        {
            0 => Sample.Ended(call),
            1 or 2 => Sample.Live(call),
            3 => Publication.Of(PublicationType.ParticipantLeft, Sample.Start, participant),
            4 => Sample.Live(Sample.Bridge("lon1")),
            _ => Sample.Live(participant),
        };
    }
}
