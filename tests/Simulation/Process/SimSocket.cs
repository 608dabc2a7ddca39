using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulation;

/// <summary>Two directions of one connection, and what may happen to them.</summary>
internal sealed class SimSocket
{
    private readonly VirtualTime _time;
    private readonly Mailbox _toServer;
    private readonly Mailbox _toClient;
    private readonly SimServer _server;
    private readonly SimConnection _client;
    private Mishap? _next;
    private bool _isSilent;
    private bool _isMaimed;

    public SimSocket(VirtualTime time, SimBridge bridge, SimConnection client)
    {
        _time = time;
        _client = client;
        _toServer = new Mailbox(time, 0.03);
        _toClient = new Mailbox(time, 0.03);
        _server = new SimServer(time, bridge, ToClient);
        bridge.Connections.Add(_server);
    }

    public SimServer Server => _server;

    /// <summary>When it broke, in virtual milliseconds, whether or not this side knows; null while it works.</summary>
    public long? BrokenAt { get; private set; }

    /// <summary>Nothing is wrong with it, and nothing is about to be.</summary>
    public bool IsSound => BrokenAt is null && !_isSilent && !_isMaimed;

    /// <summary>A message was lost, and none with a number has come since: nobody can know.</summary>
    public bool HasUnnoticedLoss { get; private set; }

    public void ToServer(Action<SimServer> arrival) => _toServer.Send(() => arrival(_server));

    /// <summary>This side ends it; the server knows at once, unless nothing arrives there.</summary>
    public void Reset()
    {
        Break();
        if (!_isSilent)
        {
            _server.Close();
        }
    }

    /// <summary>The server resets it.</summary>
    public void ResetByServer()
    {
        Break();
        _server.Close();
        _client.Ended(CloseCause.Lost, "reset");
    }

    /// <summary>Nothing arrives any more, and nobody is told; the server gives up in its own time.</summary>
    public void BlackHole()
    {
        Break();
        _isSilent = true;
        _time.After(_time.Between(0, 25), _server.Close);
    }

    /// <summary>What is sent to the server does not arrive: it goes on for a while, then misses the acks and sends no more.</summary>
    public void HalfOpen()
    {
        _isSilent = true;
        _toServer.Cut();
        _time.After(_time.Between(2, 10), Break);
        _time.After(_time.Between(10, 40), _server.Close);
    }

    public void Overflow()
    {
        Reset();
        _client.Ended(CloseCause.Overflow, "more came than fits");
    }

    /// <summary>What becomes of the server's next message.</summary>
    public void NextIs(Mishap mishap) => (_next, _isMaimed) = (mishap, true);

    private void Break()
    {
        BrokenAt ??= _time.Now.Milliseconds;
        _toServer.Cut();
        _toClient.Cut();
    }

    private void ToClient(ServerMessage message)
    {
        // Acks have no number of their own: one that is lost shows as silence, not as a hole.
        var mishap = message.MessageId is null ? null : _next;
        _next = message.MessageId is null ? _next : null;
        switch (mishap)
        {
            case Mishap.Lost:
                HasUnnoticedLoss = true;
                break;
            case Mishap.Twice:
                Send(message, () => _client.Receive(message));
                Send(message, () => _client.Receive(message));
                break;
            case Mishap.Malformed:
                Send(message, () => _client.ReceiveMalformed(new MalformedMessage(MalformedKind.WrongShape, "message", "broken", message.MessageId)));
                break;
            default:
                Send(message, () => _client.Receive(message));
                break;
        }
    }

    private void Send(ServerMessage message, Action arrival)
    {
        var isNotice = HasUnnoticedLoss && message.MessageId is not null;
        _toClient.Send(() =>
        {
            HasUnnoticedLoss &= !isNotice;
            arrival();
        });
    }
}

internal enum Mishap
{
    Lost,
    Twice,
    Malformed,
}
