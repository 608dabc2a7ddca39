using System.Threading.Channels;

namespace CmsOrchestrator.Simulator;

/// <summary>
/// One WebSocket of one bridge: its frames, its queue, its acks. What is to be sent waits in a bounded queue, so that no client
/// holds up the cluster; a client that lets it run over is cut off. Ends when the client goes, when it breaks the protocol
/// where a server would close, or when it is told to.
/// </summary>
internal sealed partial class EventsConnection : IConnectionOutput, IDisposable
{
    private readonly ConnectionSetup _setup;
    private readonly Stream _stream;
    private readonly Channel<Outgoing> _queue;
    private readonly ServerMessageEncoder _encoder;
    private readonly AckWatch _acks;
    private readonly EventsSession _session;
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _peerClosed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _frozen;
    private volatile bool _served = true;

    public EventsConnection(ConnectionSetup setup, Stream stream)
    {
        _setup = setup;
        _stream = stream;
        _queue = Channel.CreateBounded<Outgoing>(new BoundedChannelOptions(setup.Behaviour.QueueLength) { SingleReader = true });
        _encoder = new ServerMessageEncoder(setup.Behaviour.Json);
        _acks = new AckWatch(setup.Time);
        _session = new EventsSession(setup.Calls, setup.Faults, this, setup.Behaviour);
        _served = setup.Faults.Upgrade is not UpgradeFault.Silent;
    }

    public int Number => _setup.Number;

    public int UnacknowledgedCount => _acks.Count;

    /// <summary>Serves the connection until it ends. Throws nothing.</summary>
    public async Task RunAsync(CancellationToken aborted)
    {
        using var abort = aborted.Register(() => _end.Cancel());
        _setup.Calls.Watch(_session);
        try
        {
            var writing = Guarded(WriteAsync);
            var watching = Guarded(WatchAcksAsync);
            await Guarded(ReadAsync);
            await Task.WhenAny(writing, Task.Delay(_setup.Behaviour.CloseTime, _setup.Time, _end.Token));
            await _end.CancelAsync();
            await Task.WhenAll(writing, watching);
        }
        finally
        {
            _setup.Calls.Unwatch(_session);
        }
    }

    /// <summary>Never read or written again; the socket stays open until the client or the bridge ends it.</summary>
    public void Freeze() => _frozen = true;

    /// <summary>Ends at once, without a word.</summary>
    public void Abort() => _setup.Abort();

    /// <summary>Lets <paramref name="action"/> act on the session, in order with everything else that happens on the bridge.</summary>
    public void Do(Action<EventsSession> action)
    {
        lock (_setup.Calls.Gate)
        {
            action(_session);
        }
    }

    public void Send(Outgoing outgoing)
    {
        if (_served && !_queue.Writer.TryWrite(outgoing) && !_end.IsCancellationRequested && _served)
        {
            _served = false;
            if (!_frozen && !_setup.Faults.BlackHole && _setup.Faults.SendDelay == TimeSpan.Zero)
            {
                Breach(BreachKind.TooSlow, $"more than {_setup.Behaviour.QueueLength} messages wait");
            }

            // Not from within the cluster's lock: ending a connection may run what waits for its end.
            _ = Task.Run(Abort);
        }
    }

    public void Breach(BreachKind kind, string what) => _setup.Note(kind, what);

    public void Dispose() => _end.Dispose();

    /// <summary>Runs one of the loops; whatever ends it, the connection's end included, ends here.</summary>
    private async Task Guarded(Func<CancellationToken, Task> loop)
    {
        try
        {
            await loop(_end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client is gone, or we ended the connection: both are ordinary ends, and there is nobody to tell.
        }
    }

    private async Task WaitWhileStuckAsync(CancellationToken cancellation)
    {
        if (_frozen)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        }

        if (_setup.Faults.BlackHole)
        {
            await _setup.Faults.WaitWhileBlackHole(cancellation);
        }
    }

    private async Task WatchAcksAsync(CancellationToken cancellation)
    {
        var limit = _setup.Behaviour.AckTime;
        using var timer = new PeriodicTimer(limit / 8, _setup.Time);
        while (_served && await timer.WaitForNextTickAsync(cancellation))
        {
            if (_frozen)
            {
                return;
            }

            if (_setup.Faults.BlackHole)
            {
                _acks.StartAnew();
            }
            else if (_acks.Overdue(limit) is { } messageId)
            {
                _served = false;
                Breach(BreachKind.NotAcknowledged, $"message {messageId} was not acknowledged within {limit.TotalSeconds} s");
            }
        }
    }
}
