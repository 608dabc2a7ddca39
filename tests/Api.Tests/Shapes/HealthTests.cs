using System.Net;
using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Api.Tests.Shapes;

public sealed class HealthTests
{
    [Fact]
    public async Task The_process_is_live_and_not_ready_while_it_recovers()
    {
        await using var api = await ApiHost.StartRecoveringAsync();
        Assert.Equal("""{"status":"live","waitsFor":null}""", await api.TextAsync("/healthz/live"));
        using var ready = await api.GetAsync("/healthz/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("application/json", ready.Content.Headers.ContentType?.ToString());
        Assert.Equal("""{"status":"notReady","waitsFor":"recovering"}""", await ready.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task It_is_ready_once_recovered_whatever_the_bridges_do()
    {
        await using var api = await ApiHost.StartAsync(
            Sample.Live(Sample.Bridge("lon1", state: CallBridgeStatus.BackingOff)));
        Assert.Equal("""{"status":"ready","waitsFor":null}""", await api.TextAsync("/healthz/ready"));
    }

    [Fact]
    public async Task Lists_still_answer_while_the_storage_fails()
    {
        await using var api = await ApiHost.StartAsync(Sample.Live(Sample.Call(1)));
        api.Readiness.FeedFails("the disk is full");
        Assert.Single(await api.ItemsAsync("/api/v1/calls", "id"));
        using var ready = await api.GetAsync("/healthz/ready");
        Assert.Equal("""{"status":"notReady","waitsFor":"the disk is full"}""", await ready.Content.ReadAsStringAsync());
    }
}
