using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Model.Bridges;

/// <summary>
/// A Call Bridge's health as people read it. Its view is published at most once a second, a change of state at once (design.md,
/// "Durability and the read side").
/// </summary>
public sealed class BridgeHealth(ClusterName cluster, CallBridgeName bridge, Uri url, Instant now)
{
    /// <summary>Between two views of one state.</summary>
    public static readonly TimeSpan PublishInterval = TimeSpan.FromSeconds(1);

    private CallBridgeStatus _status = CallBridgeStatus.Connecting;
    private Instant _since = now;
    private CallBridgeView? _published;
    private Instant _publishedAt;
    private string? _lastError;
    private int _resyncs;
    private int _reconnects;
    private int _failures;
    private Instant? _failingSince;

    /// <summary>The last word on a bridge that left the configuration.</summary>
    public static CallBridgeView Stopped(ClusterName cluster, CallBridgeName bridge, Uri url, Instant now) =>
        new BridgeHealth(cluster, bridge, url, now) { _status = CallBridgeStatus.Stopped }.View();

    /// <summary>How many of them work.</summary>
    public int Connections { get; set; }

    public CallCount List { get; set; } = CallCount.None;

    public SubscriptionCounts Subscriptions { get; set; }

    /// <summary>Whether something is still to be published.</summary>
    public bool IsDirty { get; private set; }

    public void Become(CallBridgeStatus status, Instant now)
    {
        if (_status != status)
        {
            (_status, _since) = (status, now);
        }
    }

    /// <summary>A connection that was open is gone.</summary>
    public void Lost(int number, CloseCause cause, string why, Instant now)
    {
        CountFailure(number, now);
        _lastError = why;
        if (cause is CloseCause.Hole or CloseCause.Malformed or CloseCause.Overflow or CloseCause.Doubt)
        {
            _resyncs++;
        }

        _reconnects++;
        if (number == 0)
        {
            List = CallCount.None;
            Become(CallBridgeStatus.BackingOff, now);
        }
    }

    /// <summary>An attempt failed; true if that is news.</summary>
    public bool Failed(int number, CallBridgeStatus status, string problem, Instant now)
    {
        var isNews = _lastError != problem || (number == 0 && _status != status && _status != CallBridgeStatus.Connecting);
        _lastError = problem;
        CountFailure(number, now);
        if (number == 0)
        {
            Become(status, now);
        }

        return isNews;
    }

    /// <summary>The first connection works again: how often it failed since it last did, and since when.</summary>
    public (int Failures, Instant Since) TakeFailures(Instant now)
    {
        var taken = (_failures, _failingSince ?? now);
        (_failures, _failingSince) = (0, null);
        return taken;
    }

    /// <summary>Another attempt begins. What is known to be wrong stays to be read until it is known to be right.</summary>
    public void Retrying(Instant now)
    {
        if (_status == CallBridgeStatus.BackingOff)
        {
            Become(CallBridgeStatus.Connecting, now);
        }
    }

    /// <summary>Something was not as the protocol has it, and cost nothing. How often is no part of the view: a figure is no change.</summary>
    public void Note(string problem) => _lastError = problem;

    /// <summary>The view if it is to be published now, else null.</summary>
    public CallBridgeView? TakeView(Instant now)
    {
        var view = View();
        IsDirty = view != _published;
        if (!IsDirty || (_published?.State == view.State && now - _publishedAt < PublishInterval))
        {
            return null;
        }

        (_published, _publishedAt, IsDirty) = (view, now, false);
        return view;
    }

    private void CountFailure(int number, Instant now)
    {
        if (number == 0)
        {
            _failures++;
            _failingSince ??= now;
        }
    }

    private CallBridgeView View() => new()
    {
        Cluster = cluster,
        Name = bridge,
        Url = url.GetLeftPart(UriPartial.Authority),
        State = _status,
        Since = _since,
        Connections = Connections,
        Subscriptions = Subscriptions,
        Calls = List.Calls,
        LeavesOutCalls = List.LeavesOut,
        Resyncs = _resyncs,
        Reconnects = _reconnects,
        LastError = _lastError,
    };
}
