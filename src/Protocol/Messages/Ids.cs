namespace CmsOrchestrator.Protocol;

/// <summary>A call's GUID on one Call Bridge. The same conference has another one on every bridge (protocol.md §5).</summary>
public readonly record struct CallGuid(Guid Value)
{
    public override string ToString() => Value.ToString("D");
}

/// <summary>A participant's GUID, the same on every Call Bridge that lists the participant (protocol.md §5).</summary>
public readonly record struct ParticipantId(Guid Value) : IComparable<ParticipantId>
{
    public static bool operator <(ParticipantId left, ParticipantId right) => left.CompareTo(right) < 0;

    public static bool operator >(ParticipantId left, ParticipantId right) => left.CompareTo(right) > 0;

    public static bool operator <=(ParticipantId left, ParticipantId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ParticipantId left, ParticipantId right) => left.CompareTo(right) >= 0;

    public int CompareTo(ParticipantId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>The GUID that a conference has on every Call Bridge that hosts it (protocol.md §4).</summary>
public readonly record struct CallCorrelator(Guid Value)
{
    public override string ToString() => Value.ToString("D");
}
