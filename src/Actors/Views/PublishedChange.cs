using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Json;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Views;

/// <summary>A change as watchers are told of it: encoded once, its bytes shared by all of them. Immutable.</summary>
/// <param name="Call">The call that it is about or in.</param>
/// <param name="CallBridges">Those that it concerns, before or after; default where an older version did not say.</param>
/// <param name="Data">One line of JSON: <c>revision</c>, <c>time</c>, <c>type</c>, <c>cluster</c>, and the object after the change.</param>
public sealed record PublishedChange(
    long Revision, PublicationType Type, ClusterName Cluster, CallId? Call, ImmutableArray<CallBridgeName> CallBridges, ReadOnlyMemory<byte> Data)
{
    private static readonly string[] Members = ["call", "call", "call", "participant", "participant", "participant", "callBridge"];

    public static PublishedChange Of(Change change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var (revision, published) = (change.Revision, change.Publication);
        return new(
            revision, published.Type, published.Cluster, published.InCall, published.Concerns,
            Encode(revision, published.Time, published.Type, published.Cluster, change.Body));
    }

    /// <summary>The line of JSON; <paramref name="body"/> is the object, as JSON.</summary>
    public static ReadOnlyMemory<byte> Encode(long revision, Instant time, PublicationType type, ClusterName cluster, string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var buffer = new ArrayBufferWriter<byte>(body.Length + 160);
        using var writer = new Utf8JsonWriter(buffer, PlainJson.Writer);
        writer.WriteStartObject();
        writer.WriteNumber("revision"u8, revision);
        writer.WriteString("time"u8, time.ToString());
        writer.WriteString("type"u8, type.Name());
        writer.WriteString("cluster"u8, cluster.Value);
        writer.WritePropertyName(Members[(int)type]);
        writer.WriteRawValue(body, skipInputValidation: true);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
