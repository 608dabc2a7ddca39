using CmsOrchestrator.Api.Tests.Support;

namespace CmsOrchestrator.Api.Tests.Shapes;

public sealed class ParticipantShapeTests
{
    private const string Alice = """
        {"participant":"47580005-0000-4000-8000-00000000000b","call":"0199aaaa-0001-7000-8000-00000000000a","cluster":"emea",
        "name":"248","uri":"248@example.net","state":"connected","direction":"outgoing","audioMuted":true,"videoMuted":false,
        "importance":1,"layout":"speakerOnly","activeSpeaker":false,"presenter":false,"endpointRecording":"inactive",
        "canMove":false,"canMoveToLobby":null,"movedParticipant":null,"movedParticipantCallBridge":null,
        "joinedAt":"2026-11-22T09:00:00.005Z","leftAt":null,"leaveReason":null,"seenBy":["fra1","lon1"],"freshness":"live"}
        """;

    [Theory]
    [InlineData("/api/v1/participants")]
    [InlineData("/api/v1/calls/0199aaaa-0001-7000-8000-00000000000a/participants")]
    public async Task A_participant_has_every_key_in_the_order_of_the_document(string path)
    {
        await using var api = await ApiHost.StartAsync(Sample.Live(Sample.Call(1)), Sample.Live(Sample.Participant(1, 5)));
        Assert.Equal(
            $$"""{"revision":1234,"total":1,"items":[{{Alice.ReplaceLineEndings("")}}],"next":null}""", await api.TextAsync(path));
    }
}
