using System.Net;
using CmsOrchestrator.Api.Tests.Support;

namespace CmsOrchestrator.Api.Tests.Keys;

public sealed class AuthorizationTests
{
    private static readonly string Good = "Bearer " + SampleKeys.TextOf("noc");

    [Theory]
    [InlineData("/API/V1/STATS")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api")]
    [InlineData("/api/v1/calls?state=over")]
    public async Task Without_a_key_it_is_a_401_whatever_is_asked_for(string path)
    {
        await using var api = await DeployAsync();
        api.Present(null);
        using var answer = await api.GetAsync(path);
        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal("Bearer realm=\"CmsOrchestrator\"", answer.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("Bearer wrong", true)]
    [InlineData("Bearer " + "cmso_key-of-NOC", true)]
    [InlineData("Bearer cmso_key-of-noc,cmso_key-of-noc", true)]
    [InlineData("Bearer", false)]
    [InlineData("Bearer ", false)]
    [InlineData("cmso_key-of-noc", false)]
    [InlineData("Basic bm9jOmNtc29fa2V5LW9mLW5vYw==", false)]
    public async Task A_wrong_key_is_a_401_that_says_so(string header, bool isKey)
    {
        await using var api = await DeployAsync();
        api.Present(null);
        using var answer = await api.GetAsync("/api/v1/calls", ("Authorization", header));
        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal(isKey, answer.Headers.WwwAuthenticate.ToString().Contains("error=\"invalid_token\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Bearer ")]
    [InlineData("bearer ")]
    [InlineData("BEARER  ")]
    public async Task The_scheme_is_Bearer_in_whatever_case(string scheme)
    {
        await using var api = await DeployAsync();
        api.Present(null);
        using var answer = await api.GetAsync("/api/v1/calls", ("Authorization", scheme + SampleKeys.TextOf("noc")));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Two_Authorization_headers_are_none()
    {
        await using var api = await DeployAsync();
        api.Present(null);
        using var answer = await api.GetAsync("/api/v1/calls", ("Authorization", Good), ("Authorization", Good));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("/healthz/live", HttpStatusCode.OK)]
    [InlineData("/healthz/ready", HttpStatusCode.OK)]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    public async Task Health_needs_no_key(string path, HttpStatusCode status)
    {
        await using var api = await DeployAsync();
        api.Present(null);
        using var answer = await api.GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("noc", HttpStatusCode.OK)]
    [InlineData("emea", HttpStatusCode.NotFound)]
    [InlineData("nobody", HttpStatusCode.Unauthorized)]
    public async Task What_is_told_of_all_clusters_in_one_needs_a_key_that_sees_all(string key, HttpStatusCode status)
    {
        await using var api = await DeployAsync();
        api.Present(SampleKeys.TextOf(key));
        using var answer = await api.GetAsync("/metrics");
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task A_key_never_travels_in_a_URL()
    {
        await using var api = await DeployAsync();
        var key = SampleKeys.TextOf("noc");
        var problem = await api.ProblemAsync("/api/v1/calls?access_token=" + key, HttpStatusCode.BadRequest, "invalid-parameter");
        Assert.Equal("access_token", problem["parameter"]!.ToString());
        Assert.DoesNotContain(key, problem.ToJsonString(), StringComparison.Ordinal);
        api.Present(null);
        await api.ProblemAsync("/api/v1/calls?key=" + key, HttpStatusCode.Unauthorized, "unauthorized");
        Assert.DoesNotContain(key, api.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_keys_anybody_may_ask_and_a_key_is_no_mistake()
    {
        await using var api = await ApiHost.StartAsync(Sample.Live(Sample.Call(1)));
        Assert.Single(await api.ItemsAsync("/api/v1/calls", "id"));
        api.Present("whatever");
        Assert.Single(await api.ItemsAsync("/api/v1/calls", "id"));
    }

    private static Task<ApiHost> DeployAsync() => ApiHost.StartAsync(
        [SampleKeys.Key("noc"), SampleKeys.Key("emea", "emea")],
        [Sample.Live(Sample.Bridge("lon1")), Sample.Live(Sample.Call(1))]);
}
