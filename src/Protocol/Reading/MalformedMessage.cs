namespace CmsOrchestrator.Protocol;

/// <summary>Why a message could not be understood.</summary>
public enum MalformedKind
{
    /// <summary>Not JSON, or JSON that is nested too deeply, or not UTF-8.</summary>
    NotJson,

    /// <summary>Something that must be there is not, or is null.</summary>
    Missing,

    /// <summary>Something has another shape than the protocol says.</summary>
    WrongShape,

    /// <summary>The message is longer than the limit.</summary>
    TooLong,
}

/// <summary>
/// A message that could not be understood: what is wrong, and where: <c>message.updates[2].participants</c>, or a line and a
/// byte, counted from 1, or "" for the message as a whole. Neither ever repeats what the message says.
/// <paramref name="MessageId"/> is the number to acknowledge it by: always there if the JSON is well-formed and has one, before
/// the fault or behind it; else if it stands before the fault. Null for an acknowledgement, which has none of its own.
/// </summary>
public sealed record MalformedMessage(MalformedKind Kind, string Where, string What, long? MessageId = null)
{
    public override string ToString() => Where.Length == 0 ? What : $"{Where}: {What}";
}

/// <summary>Carries a <see cref="MalformedMessage"/> out of the depth of a reader; it never leaves this assembly.</summary>
internal sealed class MalformedException(MalformedKind kind, string where, string what) : Exception(what)
{
    public MalformedKind Kind { get; } = kind;

    public string Where { get; } = where;
}
