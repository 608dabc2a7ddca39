using Akka.Actor;
using Akka.Event;
using CmsOrchestrator.Model.Connections;

namespace CmsOrchestrator.Actors.Connections;

// How a connection ends: no sooner than all that was told before is on its way.
internal sealed partial class EventConnection
{
    private ConnectionClosed? _end;
    private bool _isSocketClosed;

    public void Close(CloseCause cause, string why)
    {
        if (!_closing)
        {
            _end = new ConnectionClosed(_identity.Number, cause, why);
            Stop();
        }
    }

    private void CloseIfEnded()
    {
        if (_pump.End is { } end)
        {
            Close(end.Cause, end.Why);
        }
    }

    private void Stop()
    {
        if (!_closing)
        {
            _closing = true;
            TellNotes();
            Timers.CancelAll();
            _pump.CloseAsync().PipeTo(Self, success: () => SocketClosed.Instance, failure: cause =>
            {
                _log.Warning(cause, "Closing a socket of {CallBridge} failed", _identity.Bridge);
                return SocketClosed.Instance;
            });
        }
    }

    private void End()
    {
        if (!_order.IsEmpty)
        {
            return;
        }

        if (_end is { } end)
        {
            _end = null;
            Context.Parent.Tell(end);
        }

        if (_isSocketClosed)
        {
            Context.Stop(Self);
        }
    }

    private sealed class SocketClosed
    {
        public static readonly SocketClosed Instance = new();
    }
}
