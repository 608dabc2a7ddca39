using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Api.Tests.Support;

namespace CmsOrchestrator.Api.Tests.Keys;

public sealed class AuditLogTests
{
    private const string Category = "CmsOrchestrator.Audit";

    [Fact]
    public async Task Every_denied_request_is_a_line_with_who_what_and_from_where()
    {
        await using var api = await DeployAsync();
        using var scoped = await api.GetAsync("/metrics");
        api.Present("hunter2");
        using var wrong = await api.GetAsync("/api/v1/calls?name=hunter2");
        api.Present(null);
        using var none = await api.GetAsync("/api/v1/calls/a%0D%0Ab");
        Assert.Equal(
            [
                "Denied: GET /metrics from 127.0.0.1 by noc: the key does not see all clusters",
                "Denied: GET /api/v1/calls from 127.0.0.1 by nobody: a wrong key",
                "Denied: GET /api/v1/calls/a%0D%0Ab from 127.0.0.1 by nobody: no key",
            ],
            api.Log.Of(Category).Where(line => line.StartsWith("Denied", StringComparison.Ordinal)));
        Assert.DoesNotContain("hunter2", api.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_hidden_from_a_key_is_a_line_though_the_answer_is_that_it_does_not_exist()
    {
        await using var api = await DeployAsync();
        foreach (var path in new[] { "callBridges/apac/syd1", $"calls/{Sample.CallId(2)}", $"calls/{Sample.CallId(2)}/participants", "calls/7" })
        {
            using var answer = await api.GetAsync("/api/v1/" + path);
        }

        Assert.Equal(
            [
                "Denied: GET /api/v1/callBridges/apac/syd1 from 127.0.0.1 by noc: not in the key's clusters",
                $"Denied: GET /api/v1/calls/{Sample.CallId(2)} from 127.0.0.1 by noc: not in the key's clusters",
                $"Denied: GET /api/v1/calls/{Sample.CallId(2)}/participants from 127.0.0.1 by noc: not in the key's clusters",
            ],
            api.Log.Of(Category).Where(line => line.StartsWith("Denied", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Keys_that_come_change_and_go_are_lines_with_names_alone()
    {
        await using var api = await DeployAsync();
        await api.Ring.ReplaceAsync([SampleKeys.Key("noc", "emea", "apac"), SampleKeys.Key("soc")]);
        await api.Ring.ReplaceAsync([SampleKeys.Key("soc")]);
        await api.Ring.ReplaceAsync([]);
        Assert.Equal(
            [
                "API key noc is in force, for emea",
                "API key noc is in force, for apac, emea",
                "API key soc is in force, for all clusters",
                "API key noc is removed",
                "API key soc is removed",
                "The last API key is removed: anybody on this machine may ask",
            ],
            api.Log.Of(Category));
    }

    [Fact]
    public async Task A_flood_is_its_first_lines_and_a_count()
    {
        await using var api = await DeployAsync();
        api.Present(null);
        for (var i = 0; i < AuditLog.MostLines + 7; i++)
        {
            using var answer = await api.GetAsync("/api/v1/calls");
        }

        Assert.Equal(AuditLog.MostLines, Denied().Count());
        api.Time.Advance(AuditLog.Window);
        Assert.Equal("Denied: 7 more requests within 10 s", Denied().Last());
        using var later = await api.GetAsync("/api/v1/stats");
        Assert.Contains("/api/v1/stats", Denied().Last(), StringComparison.Ordinal);

        IEnumerable<string> Denied() => api.Log.Of(Category).Where(line => line.StartsWith("Denied", StringComparison.Ordinal));
    }

    private static Task<ApiHost> DeployAsync() => ApiHost.StartAsync(
        [SampleKeys.Key("noc", "emea")],
        [Sample.Live(Sample.Bridge("syd1", "apac")), Sample.Live(Sample.Call(1)), Sample.Live(Sample.Call(2, "apac"))]);
}
