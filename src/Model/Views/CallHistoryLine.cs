using System.Buffers;
using System.Text;
using System.Text.Json;
using CmsOrchestrator.Model.Json;

namespace CmsOrchestrator.Model.Views;

/// <summary>
/// A line of a call's history (api.md): what happened, which Call Bridge told it, why, and each element that reads differently with
/// its new value. Of one that begins those are all that have a value.
/// </summary>
public static class CallHistoryLine
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    /// <summary>The line of that publication, which is about a call or a participant, as one line of JSON.</summary>
    public static string Write(long revision, Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(buffer, PlainJson.Writer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("revision"u8, revision);
            writer.WriteString("time"u8, publication.Time.ToString());
            writer.WriteString("type"u8, publication.Type.Name());
            writer.WriteString("callBridge"u8, publication.ToldBy?.Value);
            writer.WriteString("participant"u8, publication.Participant?.Participant.ToString());
            writer.WriteString("reason"u8, publication.Reason);
            writer.WriteStartObject("changes"u8);
            ViewChanges.Write(writer, publication);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
