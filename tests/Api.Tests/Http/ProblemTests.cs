using System.Net;
using CmsOrchestrator.Api.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CmsOrchestrator.Api.Tests.Http;

public sealed class ProblemTests
{
    [Theory]
    [InlineData("/nothing")]
    [InlineData("/api/v1")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v1/calls/7")]
    [InlineData("/api/v1/calls/0199aaaa-ffff-7000-8000-00000000000a")]
    [InlineData("/api/v1/calls/7/participants")]
    [InlineData("/api/v1/callBridges/emea/nowhere")]
    [InlineData("/api/v1/callBridges/nowhere/lon1")]
    [InlineData("/api/v1/callBridges/emea")]
    public async Task What_is_not_there_is_a_404(string path)
    {
        await using var api = await ApiHost.StartAsync(Sample.Live(Sample.Bridge("lon1")), Sample.Live(Sample.Call(1)));
        await api.ProblemAsync(path, HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("POST", "/api/v1/calls")]
    [InlineData("DELETE", "/api/v1/calls/0199aaaa-0001-7000-8000-00000000000a")]
    [InlineData("PUT", "/healthz/ready")]
    public async Task Only_reading_is_allowed(string method, string path)
    {
        await using var api = await ApiHost.StartAsync();
        using var answer = await api.SendAsync(new HttpMethod(method), path);
        await answer.ProblemAsync(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow.Order());
    }

    [Theory]
    [InlineData("*/*", true)]
    [InlineData("application/json", true)]
    [InlineData("APPLICATION/JSON; charset=utf-8", true)]
    [InlineData("text/html, application/*;q=0.1", true)]
    [InlineData("text/html, */*;q=0.8", true)]
    [InlineData("", true)]
    [InlineData("text/html", false)]
    [InlineData("application/xml", false)]
    [InlineData("application/json;q=0, */*", false)]
    [InlineData("application/json, */*;q=0", true)]
    public async Task Who_accepts_no_JSON_gets_a_406(string accept, bool accepted)
    {
        await using var api = await ApiHost.StartAsync();
        using var answer = await api.GetAsync("/api/v1/calls", ("Accept", accept));
        if (accepted)
        {
            Assert.Equal("application/json", answer.EnsureSuccessStatusCode().Content.Headers.ContentType?.ToString());
        }
        else
        {
            await answer.ProblemAsync(HttpStatusCode.NotAcceptable, "not-acceptable");
        }
    }

    [Fact]
    public async Task An_exception_s_text_stays_inside()
    {
        await using var api = await ApiHost.StartRecoveringAsync(
            app => app.MapGet("/broken", string () => throw new InvalidOperationException("password=hunter2")));
        using var answer = await api.GetAsync("/broken");
        await answer.ProblemAsync(HttpStatusCode.InternalServerError, "internal-error");
        Assert.DoesNotContain("hunter2", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Any_other_status_of_the_pipeline_says_no_more_than_its_name()
    {
        await using var api = await ApiHost.StartRecoveringAsync(app => app.MapGet("/teapot", () => Results.StatusCode(418)));
        using var answer = await api.GetAsync("/teapot");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            """{"type":"about:blank","title":"I'm a teapot","status":418}""", await answer.Content.ReadAsStringAsync());
    }
}
