using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Connections;

/// <summary>One index of a connection: where it stands, and how far its snapshot is.</summary>
internal sealed class SubscriptionEntry(int index, Resource resource)
{
    private Instant? _skippedAt;

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

    /// <summary>Of this snapshot something may have been skipped: what it does not list is not gone.</summary>
    public bool IsDoubtful { get; private set; }

    /// <summary>Only lists have a snapshot without an end; call info is one object.</summary>
    public bool NeedsFence => IsActive && Fence is null && resource.Type != SubscriptionType.CallInfo;

    /// <summary>Something was skipped. Where that goes on for longer than <paramref name="mostTime"/>, nothing better is to come.</summary>
    public void Skipped(Instant now, TimeSpan mostTime)
    {
        _skippedAt ??= now;
        IsDoubtful = now - _skippedAt < mostTime;
    }

    public void Reset()
    {
        _skippedAt = null;
        IsDoubtful = false;
        Fence = null;
        FencedAt = null;
        IsQuiet = false;
        IsOver = false;
    }
}
