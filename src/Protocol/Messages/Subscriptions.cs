namespace CmsOrchestrator.Protocol;

/// <summary>The three resources that can be subscribed to (protocol.md §4).</summary>
public enum SubscriptionType
{
    Calls,
    CallInfo,
    CallRoster,
}

/// <summary>One entry of a <c>subscribeRequest</c>. <paramref name="Call"/> is null for <see cref="SubscriptionType.Calls"/>, and only there.</summary>
public sealed record SubscriptionSpec(int Index, SubscriptionType Type, CallGuid? Call, ElementSet Elements);

/// <summary>One entry of a <c>subscriptionUpdate</c>. The words are open; <see cref="SubscriptionWords"/> has the known ones.</summary>
public readonly record struct SubscriptionStateEntry(int Index, string State);

/// <summary>The states of a subscription that have been published (protocol.md §3).</summary>
public static class SubscriptionWords
{
    /// <summary>Accepted, being looked at; nothing is reported yet. May last, and may be skipped.</summary>
    public const string Pending = "pending";
    /// <summary>Updates flow.</summary>
    public const string Active = "active";
    /// <summary>The server ended it; the index is spent.</summary>
    public const string Deactivated = "deactivated";

    /// <summary>The resource's name on the wire.</summary>
    public static string Text(this SubscriptionType type) => type switch
    {
        SubscriptionType.Calls => "calls",
        SubscriptionType.CallInfo => "callInfo",
        _ => "callRoster",
    };
}

/// <summary>What an update does to its entry.</summary>
public enum UpdateType
{
    Add,
    Update,
    Remove,

    /// <summary>A word that nobody has published; the entry is counted and ignored.</summary>
    Unknown,
}

/// <summary>One entry of a <c>callListUpdate</c>. <paramref name="Reason"/> comes with a remove, if at all.</summary>
public sealed record CallUpdate(CallGuid Call, UpdateType Type, ElementValues Elements, string? Reason);

/// <summary>One entry of a <c>rosterUpdate</c>. A remove has no reason where another bridge hosts the participant.</summary>
public sealed record ParticipantUpdate(ParticipantId Participant, UpdateType Type, ElementValues Elements, string? Reason);
