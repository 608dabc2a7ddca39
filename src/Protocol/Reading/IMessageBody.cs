using System.Text.Json;

namespace CmsOrchestrator.Protocol;

/// <summary>
/// The inside of a message, one direction's. <see cref="Note"/> comes for every key, perhaps with <see cref="TryRead"/>, then
/// <see cref="Read"/> once.
/// </summary>
internal interface IMessageBody<out TMessage>
{
    static abstract TMessage Ack(long messageId, string status);

    static abstract TMessage UnknownEnvelope(string type);

    /// <summary>Keeps the place of a key that it knows: a copy of the reader, which stands on the key.</summary>
    void Note(in Utf8JsonReader reader);

    /// <summary>
    /// Reads the value of the key that was just noted, of a message that is of this type as far as is known; false where that is left to
    /// <see cref="Read"/>, and then the reader stands where it stood.
    /// </summary>
    bool TryRead(string type, ref Utf8JsonReader reader);

    /// <summary>Reads what was kept and is not read yet, now that the type is known.</summary>
    TMessage Read(long messageId, string type);
}
