using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Connections;

/// <summary>
/// What one event connection decides: which subscriptions to ask for and when, what the server's messages mean, whether their
/// order is whole, when a snapshot is in, and whether the server is alive (design.md, "Actors" and "Merging"). Deterministic: time
/// arrives as a value, what is to be done goes to <see cref="IConnectionEffects"/>. Not safe for threads; one owner.
/// </summary>
public sealed class ConnectionSession
{
    private readonly ConnectionSettings _settings;
    private readonly IConnectionEffects _effects;
    private readonly Tolerance _tolerance;
    private readonly SubscriptionTable _table;
    private readonly RequestWindow _requests;
    private readonly SnapshotFence _fence;
    private long? _lastMessageId;
    private Instant _heardAt;
    private Instant _orderlySince;
    private bool _hasSkipped;
    private bool _answered;
    private bool _closed;

    /// <param name="tolerance">Causes for which this bridge has been resynchronised often enough: count and go on.</param>
    public ConnectionSession(ConnectionSettings settings, Tolerance tolerance, IConnectionEffects effects, Instant openedAt)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _tolerance = tolerance;
        _effects = effects;
        _heardAt = openedAt;
        _orderlySince = openedAt;
        _table = new SubscriptionTable(effects);
        _requests = new RequestWindow(_table, settings, effects);
        _fence = new SnapshotFence(_table, _requests, settings, effects);
    }

    /// <summary>Subscriptions by state.</summary>
    public Views.SubscriptionCounts Counts => _table.Counts;

    /// <summary>Sets what is to be subscribed to: at most 100 resources. What is already asked for keeps its index.</summary>
    public void Want(Instant now, IReadOnlyCollection<Resource> wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (_closed)
        {
            return;
        }

        if (wanted.Count > ProtocolLimits.SubscriptionsPerConnection)
        {
            throw new ArgumentException($"A connection has at most {ProtocolLimits.SubscriptionsPerConnection} subscriptions.", nameof(wanted));
        }

        if (_table.Want(wanted))
        {
            _requests.Change();
        }

        _requests.SendIfNeeded(now);
    }

    /// <summary>Takes a message of the server, in the order of the socket. It has been acknowledged already.</summary>
    public void Receive(Instant now, ServerMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_closed)
        {
            return;
        }

        _heardAt = now;
        if (message.MessageId is { } id && !InOrder(now, id))
        {
            return;
        }

        switch (message)
        {
            case ServerMessage.Ack ack:
                Answer(now, ack);
                break;
            case ServerMessage.SubscriptionUpdate update:
                Told(update);
                break;
            case ServerMessage.CallListUpdate update:
                Deliver(now, update.SubscriptionIndex, SubscriptionType.Calls, update, update.Updates.Any(u => u.Type == UpdateType.Add));
                break;
            case ServerMessage.RosterUpdate update:
                Deliver(now, update.SubscriptionIndex, SubscriptionType.CallRoster, update, update.Updates.Any(u => u.Type == UpdateType.Add));
                break;
            case ServerMessage.CallInfoUpdate update:
                Deliver(now, update.SubscriptionIndex, SubscriptionType.CallInfo, update, hasAdd: false);
                break;
            case ServerMessage.UnknownMessage:
                _effects.Note("a message of an unknown type");
                break;
            case ServerMessage.UnknownEnvelope:
                _effects.Note("an envelope of an unknown type");
                break;
        }

        SendIfNeeded(now);
    }

    /// <summary>Takes a message that could not be understood.</summary>
    public void ReceiveMalformed(Instant now, MalformedMessage malformed)
    {
        ArgumentNullException.ThrowIfNull(malformed);
        if (_closed)
        {
            return;
        }

        _heardAt = now;
        if (!Tolerates(now, CloseCause.Malformed))
        {
            Close(CloseCause.Malformed, $"a message that could not be understood: {malformed}");
            return;
        }

        _effects.Note($"a message that could not be understood was skipped: {malformed}");
        if (malformed.MessageId is { } id && InOrder(now, id))
        {
            _effects.SendAck(id);
        }
        else if (malformed.MessageId is null)
        {
            // Its number is unknown, so the next one cannot be checked.
            _lastMessageId = null;
        }
    }

    /// <summary>Time has passed: probes, gives up, closes snapshots. To be called a few times a quiet time.</summary>
    public void Tick(Instant now)
    {
        if (_closed)
        {
            return;
        }

        if (now - _heardAt >= _settings.LivenessTime)
        {
            Close(CloseCause.Dead, $"nothing heard for {Text(_settings.LivenessTime)}");
            return;
        }

        if (_requests.InFlightSince is { } since && now - since >= _settings.LivenessTime)
        {
            Close(CloseCause.Dead, $"no answer to a subscribeRequest within {Text(_settings.LivenessTime)}");
            return;
        }

        if (_hasSkipped && now - _orderlySince >= _tolerance.DoubtTime)
        {
            Close(CloseCause.Doubt, $"what was skipped may be missing, and nothing had to be for {Text(_tolerance.DoubtTime)}");
            return;
        }

        if (now - _heardAt >= _settings.LivenessTime / 3)
        {
            _requests.Probe(now);
        }

        _requests.SendIfNeeded(now);
        _fence.Settle(now);
    }

    private bool Tolerates(Instant now, CloseCause cause)
    {
        if (!_tolerance.Causes.Contains(cause) || now - _orderlySince >= _tolerance.DoubtTime)
        {
            return false;
        }

        _orderlySince = now;
        _hasSkipped = true;
        _table.Skipped(now, _tolerance.DoubtTime * 2);
        return true;
    }

    private bool InOrder(Instant now, long id)
    {
        var inOrder = _lastMessageId is not { } last || id == last + 1;
        var expected = _lastMessageId + 1;
        _lastMessageId = id;
        if (inOrder)
        {
            return true;
        }

        if (Tolerates(now, CloseCause.Hole))
        {
            _effects.Note("messageIds that do not rise by one, again and again: no reason to resynchronise any more");
            return true;
        }

        Close(CloseCause.Hole, $"messageId {id} where {expected} was due");
        return false;
    }

    private void Told(ServerMessage.SubscriptionUpdate update)
    {
        foreach (var (index, state) in update.Subscriptions)
        {
            var wasActiveList = _table.Find(index) is { IsActive: true } entry && entry.Resource == Resource.Calls;
            var isList = _table.Find(index)?.Resource == Resource.Calls;
            _table.Told(index, state);
            if (state == SubscriptionWords.Deactivated)
            {
                _requests.Spent(index);
            }

            if (isList && (state == SubscriptionWords.Deactivated || (wasActiveList && state != SubscriptionWords.Active)))
            {
                // Nothing is known of this bridge without its list; a new connection gets everything anew.
                Close(CloseCause.Lost, $"the server ended the list of calls: '{SubscriptionTable.Excerpt(state)}'");
                return;
            }
        }
    }

    private void Answer(Instant now, ServerMessage.Ack ack)
    {
        if (!_requests.Answer(now, ack))
        {
            _effects.Note($"an ack of message {ack.Acknowledged}, which is not waited for");
        }
        else if (ack.IsSuccess && !_answered)
        {
            _answered = true;
            _effects.Answered();
        }
        else if (!ack.IsSuccess && !_answered)
        {
            _effects.Refused();
        }
    }

    private void Deliver(Instant now, int index, SubscriptionType type, ServerMessage message, bool hasAdd)
    {
        if (hasAdd)
        {
            _fence.AddTold(now);
        }

        switch (_table.Find(index))
        {
            case { IsActive: true } entry when entry.Resource.Type == type:
                _effects.Deliver(index, message);
                break;
            case { } entry when entry.Resource.Type == type:
                // Where no state was told at all the message that did was lost: as the first of a connection it leaves no hole.
                _effects.Note($"an update for index {index}, which is {entry.State ?? "not answered"}");
                _hasSkipped |= entry.State is null;
                break;
            case { }:
                _effects.Note($"an update of the wrong type for index {index}");
                break;
            case null when !_table.WasUsed(index):
                _effects.Note($"an update for index {index}, which was never asked for");
                break;
            default:
                // An index that was just dropped: its last updates cross our request.
                break;
        }
    }

    private void SendIfNeeded(Instant now)
    {
        if (!_closed)
        {
            _requests.SendIfNeeded(now);
        }
    }

    private void Close(CloseCause cause, string why)
    {
        _closed = true;
        _effects.Close(cause, why);
    }

    private static string Text(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.###} s");
}
