using CmsOrchestrator.Api.Tests.Support;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Api.Tests.Shapes;

public sealed class CallShapeTests
{
    private const string Weekly = """
        {"id":"0199aaaa-0001-7000-8000-00000000000a","cluster":"emea","callCorrelator":"dee00001-0000-4000-8000-00000000000c",
        "name":"Weekly","callType":"coSpace","state":"active","freshness":"live","degraded":false,
        "startedAt":"2026-11-22T09:00:01.000Z","endedAt":null,"endReason":null,"participants":7,"rosterSize":7,
        "recording":"inactive","endpointRecording":"inactive","streaming":"inactive","lockState":"notLocked",
        "joinAudioMuteOverride":null,"instances":[{"callBridge":"lon1","call":"c9820000-0000-4000-8000-00000000000d",
        "freshness":"live","staleSince":null,"participants":7,"distributedInstances":1,"lockState":"notLocked",
        "roster":"active","callInfo":"active"}]}
        """;

    private static readonly string OneLine = Weekly.ReplaceLineEndings("");

    [Fact]
    public async Task A_call_has_every_key_in_the_order_of_the_document()
    {
        await using var api = await ApiHost.StartAsync(Sample.Live(Sample.Call(1)));
        Assert.Equal(OneLine, await api.TextAsync($"/api/v1/calls/{Sample.CallId(1)}"));
    }

    [Fact]
    public async Task A_list_of_calls_has_the_envelope()
    {
        await using var api = await ApiHost.StartAsync(Sample.Live(Sample.Call(1)));
        Assert.Equal($$"""{"revision":1234,"total":1,"items":[{{OneLine}}],"next":null}""", await api.TextAsync("/api/v1/calls"));
    }

    [Fact]
    public async Task An_empty_list_is_a_list()
    {
        await using var api = await ApiHost.StartAsync();
        Assert.Equal("""{"revision":1234,"total":0,"items":[],"next":null}""", await api.TextAsync("/api/v1/calls"));
    }

    [Fact]
    public async Task A_call_without_correlator_instances_or_words_keeps_its_keys()
    {
        var call = Sample.Call(1) with { CallCorrelator = null, Name = "", CallType = ElementValue.None, Instances = [] };
        await using var api = await ApiHost.StartAsync(Sample.Live(call));
        var text = await api.TextAsync($"/api/v1/calls/{Sample.CallId(1)}");
        Assert.Contains("\"callCorrelator\":null,\"name\":\"\",\"callType\":null,", text, StringComparison.Ordinal);
        Assert.EndsWith("\"instances\":[]}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_bridge_said_is_passed_on_as_it_was_said()
    {
        var call = Sample.Call(1, name: "Züri & <b>\"'+ 😀") with
        {
            CallType = ElementValue.Of("hologram"),
            JoinAudioMuteOverride = ElementValue.Of(true),
            LockState = ElementValue.Of(7),
        };
        await using var api = await ApiHost.StartAsync(Sample.Live(call));
        var text = await api.TextAsync($"/api/v1/calls/{Sample.CallId(1)}");
        Assert.Contains("\"name\":\"Züri & <b>\\\"'+ \\uD83D\\uDE00\",\"callType\":\"hologram\"", text, StringComparison.Ordinal);
        Assert.Contains("\"lockState\":7,\"joinAudioMuteOverride\":true", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_is_read_in_either_case_and_written_in_lower_case()
    {
        await using var api = await ApiHost.StartAsync(Sample.Live(Sample.Call(1)));
        Assert.Equal(OneLine, await api.TextAsync($"/api/v1/calls/{Sample.CallId(1).ToString().ToUpperInvariant()}"));
    }
}
