using CmsOrchestrator.Api.Lists;
using CmsOrchestrator.Api.Paging;
using CmsOrchestrator.Api.Tests.Support;

namespace CmsOrchestrator.Api.Tests.Lists;

public sealed class HeldListTests
{
    [Fact]
    public void What_is_held_shares_one_room_and_is_held_once_until_its_revision_is_released()
    {
        var room = new HeldLists.Room(10);
        var (one, two) = (new HeldLists(room), new HeldLists(room));
        one.Hold(1, Items(6));
        one.Hold(1, Items(6));
        two.Hold(2, Items(6));
        Assert.Equal(6, one.Find<string>(1)!.Count);
        Assert.Null(two.Find<string>(2));
        Assert.Null(one.Find<object[]>(1));
        one.Release();
        one.Hold(1, Items(6));
        Assert.Null(one.Find<string>(1));
        two.Hold(2, Items(10));
        Assert.Equal(10, two.Find<string>(2)!.Count);

        static ItemSelection<string> Items(int count) => new(new string[count]);
    }

    [Theory]
    [InlineData("calls?sort=-name&name=week")]
    [InlineData("calls?cluster=apac")]
    [InlineData("participants?uri=1@EXAMPLE")]
    [InlineData("participants?name=24&cluster=emea")]
    [InlineData("participants?")]
    public async Task Pages_are_the_same_whether_what_they_are_cut_from_is_held_or_not(string query)
    {
        await using var api = await ApiHost.StartAsync([
            .. Enumerable.Range(1, 60).Select(n => Sample.Live(Sample.Call(n, n % 3 == 0 ? "apac" : "emea", n % 2 == 0 ? "Weekly" : "week " + n))),
            .. Enumerable.Range(1, 600).Select(n => Sample.Live(Sample.Participant(1 + (n % 60), n, name: $"{240 + (n % 9)}", uri: $"{n}@example.net"))),
        ]);
        var whole = await api.JsonAsync($"/api/v1/{query}&limit=1000");
        foreach (var limit in new[] { 7, 13 })
        {
            List<string> seen = [];
            string? cursor = null;
            do
            {
                var page = await api.JsonAsync($"/api/v1/{query}&limit={limit}" + (cursor is null ? "" : $"&cursor={cursor}"));
                Assert.Equal((int)whole["total"]!, (int)page["total"]!);
                seen.AddRange(page["items"]!.AsArray().Select(i => i!.ToJsonString()));
                cursor = page["next"]?.ToString();
            }
            while (cursor is not null);

            Assert.NotEmpty(seen);
            Assert.Equal(whole["items"]!.AsArray().Select(i => i!.ToJsonString()), seen);
        }
    }

    [Theory]
    [InlineData("calls?sort=name&limit=1")]
    [InlineData("participants?uri=248")]
    [InlineData("calls/0199aaaa-0001-7000-8000-00000000000a/participants")]
    public async Task An_answer_that_is_shared_is_that_of_its_revision_alone(string query)
    {
        await using var api = await ApiHost.StartAsync(Sample.Live(Sample.Call(1)), Sample.Live(Sample.Call(2)), Sample.Live(Sample.Participant(1, 1)));
        for (var n = 2; n < 6; n++)
        {
            var first = await api.TextAsync("/api/v1/" + query);
            for (var again = 0; again < 3; again++)
            {
                using var answer = await api.GetAsync("/api/v1/" + query);
                Assert.Equal(first, await answer.Content.ReadAsStringAsync());
                using var known = await api.GetAsync("/api/v1/" + query, ("If-None-Match", answer.Headers.ETag!.Tag));
                Assert.Equal(System.Net.HttpStatusCode.NotModified, known.StatusCode);
            }

            api.Publish(Sample.Live(Sample.Participant(1, n)));
            var next = await api.JsonAsync("/api/v1/" + query);
            Assert.Equal(api.Model.Revision, (long)next["revision"]!);
            Assert.Equal(query.StartsWith("calls?", StringComparison.Ordinal) ? 2 : n, (int)next["total"]!);
        }
    }
}
