using System.Text.Json;

namespace CmsOrchestrator.Protocol;

/// <summary>The inside of a message, one direction's. <see cref="Note"/> comes for every key, then <see cref="Read"/> once.</summary>
internal interface IMessageBody<out TMessage>
{
    static abstract TMessage Ack(long messageId, string status);

    static abstract TMessage UnknownEnvelope(string type);

    /// <summary>Keeps the place of a key that it knows: a copy of the reader, which stands on the key.</summary>
    void Note(in Utf8JsonReader reader);

    /// <summary>Reads what was kept, now that the type is known.</summary>
    TMessage Read(long messageId, string type);
}
