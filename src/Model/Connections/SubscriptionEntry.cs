using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Connections;

/// <summary>One index of a connection: where it stands, and how far its snapshot is.</summary>
internal sealed class SubscriptionEntry(int index, Resource resource)
{
    public Resource Resource => resource;

    public SubscriptionSpec Spec { get; } = new(index, resource.Type, resource.Call, ElementNames.Of(resource.Type));

    public int Index => index;

    /// <summary>The server's word; null until it said one.</summary>
    public string? State { get; set; }

    public bool IsActive => State == SubscriptionWords.Active;

    /// <summary>The subscribeRequest, sent after the index turned active, whose answer fences the snapshot.</summary>
    public long? Fence { get; set; }

    public Instant? FencedAt { get; set; }

    public bool IsQuiet { get; set; }

    public bool IsOver { get; set; }

    /// <summary>Only lists have a snapshot without an end; call info is one object.</summary>
    public bool NeedsFence => IsActive && Fence is null && resource.Type != SubscriptionType.CallInfo;

    public void Reset()
    {
        Fence = null;
        FencedAt = null;
        IsQuiet = false;
        IsOver = false;
    }
}
