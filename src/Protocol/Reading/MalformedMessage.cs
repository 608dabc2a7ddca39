namespace CmsOrchestrator.Protocol;

/// <summary>Why a message could not be understood.</summary>
public enum MalformedKind
{
    /// <summary>Not JSON, or JSON that is nested too deeply, or not UTF-8.</summary>
    NotJson,

    /// <summary>Something that must be there is not.</summary>
    Missing,

    /// <summary>Something has another shape than the protocol says.</summary>
    WrongShape,

    /// <summary>The message is longer than the limit.</summary>
    TooLong,
}

/// <summary>
/// A message that could not be understood: what is wrong, and where in the message. <paramref name="MessageId"/> is its
/// number as far as it could be read. <paramref name="What"/> never repeats text of the message.
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
