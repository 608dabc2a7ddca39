using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Connections;

/// <summary>
/// At most one <c>subscribeRequest</c> in flight; what changes meanwhile is merged into the next. A refused one leaves the previous
/// set in force and is tried again later. Probes and fences are the current set, sent once more (protocol.md §1).
/// </summary>
internal sealed class RequestWindow(SubscriptionTable table, ConnectionSettings settings, IConnectionEffects effects)
{
    private ImmutableArray<SubscriptionSpec> _inForce = [];
    private ImmutableArray<SubscriptionSpec> _asked = [];
    private long _nextMessageId = 1;
    private long? _inFlight;
    private Instant? _retryAt;
    private Instant? _fenceRetryAt;
    private Instant? _probedAt;
    private bool _changed;
    private bool _isChange;

    public Instant? InFlightSince { get; private set; }

    /// <summary>When the last request that was answered, in whatever way, was sent: all that the server told until then has come.</summary>
    public Instant? AnsweredSince { get; private set; }

    /// <summary>The wanted set is another one.</summary>
    public void Change() => _changed = true;

    /// <summary>The server ended this index: it is not to be listed again.</summary>
    public void Spent(int index)
    {
        _inForce = _inForce.RemoveAll(s => s.Index == index);
        _asked = _asked.RemoveAll(s => s.Index == index);
    }

    /// <summary>Sends the current set once more, unless a request is in flight anyway.</summary>
    public void Repeat(Instant now)
    {
        if (_inFlight is null)
        {
            Send(now);
        }
    }

    /// <summary>Likewise, at most every third of the liveness time.</summary>
    public void Probe(Instant now)
    {
        if (_inFlight is null && (_probedAt is not { } probed || now - probed >= settings.LivenessTime / 3))
        {
            _probedAt = now;
            Send(now);
        }
    }

    public void SendIfNeeded(Instant now)
    {
        if (_inFlight is null && ((_changed && MayChange(now)) || (MayFence(now) && table.NeedsFence)))
        {
            Send(now);
        }
    }

    /// <summary>Takes an answer; false where none was due for that message.</summary>
    public bool Answer(Instant now, ServerMessage.Ack ack)
    {
        if (_inFlight != ack.Acknowledged)
        {
            return false;
        }

        _inFlight = null;
        AnsweredSince = InFlightSince;
        InFlightSince = null;
        if (ack.IsSuccess)
        {
            _inForce = _asked;
        }
        else
        {
            effects.Note($"a subscribeRequest was refused with status '{SubscriptionTable.Excerpt(ack.Status)}'");
            if (_isChange)
            {
                _changed = true;
                _retryAt = now + settings.RefusalTime;
            }
            else
            {
                _fenceRetryAt = now + settings.RefusalTime;
            }
        }

        table.FenceAnswered(now, ack);
        return true;
    }

    private bool MayChange(Instant now) => _retryAt is not { } retry || now >= retry;

    // The set in force may fence, too, while another one is refused; unless that is refused as well.
    private bool MayFence(Instant now) => _fenceRetryAt is not { } retry || now >= retry;

    private void Send(Instant now)
    {
        _isChange = _changed && MayChange(now);
        if (_isChange)
        {
            _changed = false;
            _retryAt = null;
            _asked = table.Specs;
        }
        else
        {
            _fenceRetryAt = null;
            _asked = _inForce;
        }

        var id = _nextMessageId++;
        _inFlight = id;
        InFlightSince = now;
        table.Fence(id);

        effects.SendSubscribeRequest(id, _asked);
    }
}
