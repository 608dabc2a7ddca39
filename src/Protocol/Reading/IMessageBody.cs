using System.Text.Json;

namespace CmsOrchestrator.Protocol;

/// <summary>The inside of a message, one direction's: <see cref="Take"/> comes for every key, then <see cref="Read"/> once.</summary>
internal interface IMessageBody<out TMessage>
{
    static abstract TMessage Ack(long messageId, string status);

    static abstract TMessage UnknownEnvelope(string type);

    /// <summary>Reads or passes the value of a key, of a message of this type; the reader stands on the key. Of a key given twice, the last counts.</summary>
    void Take(scoped ReadOnlySpan<byte> key, string type, ref Utf8JsonReader reader);

    /// <summary>The message, of what was taken.</summary>
    TMessage Read(long messageId, string type);
}
