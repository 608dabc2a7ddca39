using System.Text.Json;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Json;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Feed;

/// <summary>What a publication is about.</summary>
internal enum LiveKind
{
    Call = 0,
    Participant = 1,
    CallBridge = 2,
}

/// <summary>The one object of a publication as JSON, exactly as the API shows it.</summary>
internal static class Body
{
    public static LiveKind Kind(Publication publication) =>
        publication.Call is not null ? LiveKind.Call : publication.Participant is not null ? LiveKind.Participant : LiveKind.CallBridge;

    public static string Write(Publication publication) => publication switch
    {
        { Call: { } call } => JsonSerializer.Serialize(call, PlainJson.Views.CallView),
        { Participant: { } participant } => JsonSerializer.Serialize(participant, PlainJson.Views.ParticipantView),
        { CallBridge: { } bridge } => JsonSerializer.Serialize(bridge, PlainJson.Views.CallBridgeView),
        _ => throw new ArgumentException("A publication is about a call, a participant or a Call Bridge.", nameof(publication)),
    };

    /// <summary>What is live, as the update that it was last. Throws <see cref="JsonException"/> for what <see cref="Write"/> did not write.</summary>
    public static Publication ReadLive(LiveKind kind, Instant time, string body) => kind switch
    {
        LiveKind.Call => Read(PublicationType.CallUpdated, time, body),
        LiveKind.Participant => Read(PublicationType.ParticipantUpdated, time, body),
        LiveKind.CallBridge => Read(PublicationType.CallBridgeUpdated, time, body),
        _ => throw new JsonException($"Kind {kind} is not known."),
    };

    /// <summary>A publication of that type. Throws <see cref="JsonException"/> for what <see cref="Write"/> did not write.</summary>
    public static Publication Read(PublicationType type, Instant time, string body) => type switch
    {
        PublicationType.CallStarted or PublicationType.CallUpdated or PublicationType.CallEnded =>
            Publication.Of(type, time, Some(JsonSerializer.Deserialize(body, ViewJson.Default.CallView))),
        PublicationType.CallBridgeUpdated => Publication.Of(time, Some(JsonSerializer.Deserialize(body, ViewJson.Default.CallBridgeView))),
        _ => Publication.Of(type, time, Some(JsonSerializer.Deserialize(body, ViewJson.Default.ParticipantView))),
    };

    private static T Some<T>(T? value)
        where T : class => value ?? throw new JsonException("null instead of an object.");
}
