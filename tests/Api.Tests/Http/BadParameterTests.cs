using System.Net;
using CmsOrchestrator.Api.Tests.Support;

namespace CmsOrchestrator.Api.Tests.Http;

public sealed class BadParameterTests
{
    [Theory]
    [InlineData("calls?limit=0", "limit")]
    [InlineData("calls?limit=1001", "limit")]
    [InlineData("calls?limit=-1", "limit")]
    [InlineData("calls?limit=1e2", "limit")]
    [InlineData("calls?limit=", "limit")]
    [InlineData("calls?limit=99999999999999999999", "limit")]
    [InlineData("calls?limit=5&limit=5", "limit")]
    [InlineData("calls?limit=5&LIMIT=6", "LIMIT")]
    [InlineData("calls?Limit=5", "Limit")]
    [InlineData("calls?cluster=a&cluster=b", "cluster")]
    [InlineData("calls?colour=red", "colour")]
    [InlineData("calls?colour", "colour")]
    [InlineData("calls?uri=x", "uri")]
    [InlineData("calls?callCorrelator=7", "callCorrelator")]
    [InlineData("calls?callCorrelator=%7Bdee00002-0000-4000-8000-00000000000c%7D", "callCorrelator")]
    [InlineData("calls?freshness=Live", "freshness")]
    [InlineData("calls?freshness=", "freshness")]
    [InlineData("calls?degraded=yes", "degraded")]
    [InlineData("calls?minParticipants=-1", "minParticipants")]
    [InlineData("calls?minParticipants=many", "minParticipants")]
    [InlineData("calls?state=over", "state")]
    [InlineData("calls?sort=cluster", "sort")]
    [InlineData("calls?sort=--name", "sort")]
    [InlineData("calls?sort=name,participants", "sort")]
    [InlineData("calls?state=ended&limit=0", "limit")]
    [InlineData("calls/0199aaaa-0001-7000-8000-00000000000a?limit=1", "limit")]
    [InlineData("calls/0199aaaa-0001-7000-8000-00000000000a/participants?call=x", "call")]
    [InlineData("calls?state=all&cursor=x", "cursor")]
    [InlineData("history/calls?from=2026-11-22", "from")]
    [InlineData("history/calls?from=2026-11-22T09:00:00", "from")]
    [InlineData("history/calls?from=2026-11-22%2009:00:00Z", "from")]
    [InlineData("history/calls?to=2026-02-30T09:00:00Z", "to")]
    [InlineData("history/calls?to=2026-11-22T09:00:00+01:00", "to")]
    [InlineData("history/calls?from=2026-11-22T09:00:01Z&to=2026-11-22T09:00:00Z", "from")]
    [InlineData("history/calls?participant=7", "participant")]
    [InlineData("history/calls?state=ended", "state")]
    [InlineData("history/calls?sort=name", "sort")]
    [InlineData("history/participants?callCorrelator=7", "callCorrelator")]
    [InlineData("history/participants?call=0199aaaa-0001-7000-8000-00000000000a", "call")]
    [InlineData("calls/0199aaaa-0001-7000-8000-00000000000a/history?from=2026-11-22T09:00:00Z", "from")]
    [InlineData("participants?call=7", "call")]
    [InlineData("participants?presenter=1", "presenter")]
    [InlineData("participants?activeSpeaker=TRUE", "activeSpeaker")]
    [InlineData("participants?sort=name", "sort")]
    [InlineData("callBridges?name=x", "name")]
    [InlineData("callBridges/emea/lon1?cluster=emea", "cluster")]
    [InlineData("clusters?cluster=emea", "cluster")]
    [InlineData("stats?limit=1", "limit")]
    public async Task A_wrong_parameter_is_a_400_that_names_it(string path, string parameter)
    {
        await using var api = await ApiHost.StartAsync(Sample.Live(Sample.Call(1)));
        var problem = await api.ProblemAsync("/api/v1/" + path, HttpStatusCode.BadRequest, "invalid-parameter");
        Assert.Equal(parameter, problem["parameter"]!.ToString());
        Assert.StartsWith(parameter + ": ", problem["detail"]!.ToString(), StringComparison.Ordinal);
    }
}
