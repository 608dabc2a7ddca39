using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Checking;

/// <summary>
/// Asks an open event socket for the calls, waits until the subscription is active and its snapshot seems to be over, and takes its
/// leave (protocol.md §3).
/// </summary>
internal sealed class SubscriptionTry(WebSocket socket, OrchestratorSettings settings)
{
    private const string Advice = "see whether this is a Meeting Server, and what stands between (proxy, load balancer)";
    private const int MessageId = 1;

    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(2);

    private readonly ArrayBufferWriter<byte> _received = new(4096);
    private bool _isAcknowledged;
    private bool _isActive;
    private long _added;
    private Task<string?>? _receiving;

    /// <summary>The calls that were listed.</summary>
    public int Calls { get; private set; }

    /// <summary>What is wrong and what to do about it; no problem where all is well.</summary>
    public async Task<(string? Problem, string Advice)> RunAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(settings.LivenessTime);
        try
        {
            var problem = await SubscribeAsync(limit.Token);
            await CloseAsync();
            return (problem, Advice);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var seconds = settings.LivenessTime.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            return ($"the event socket opened, but a subscription was not {(_isAcknowledged ? "active" : "acknowledged")} within {seconds} s", Advice);
        }
        catch (WebSocketException)
        {
            return ($"the event socket was cut before a subscription was {(_isAcknowledged ? "active" : "acknowledged")}", Advice);
        }
    }

    /// <summary>What is wrong, or null once the list of calls was quiet for as long as a snapshot is.</summary>
    private async Task<string?> SubscribeAsync(CancellationToken cancellation)
    {
        var calls = new SubscriptionSpec(1, SubscriptionType.Calls, Call: null, ElementSet.Of(Element.Name, Element.Participants));
        await SendAsync(output => ClientMessageWriter.WriteSubscribeRequest(output, MessageId, [calls]), cancellation);
        while (!_isActive)
        {
            if (await TakeAsync(cancellation) is { } problem)
            {
                return problem;
            }
        }

        return await ListAsync(cancellation);
    }

    // A snapshot has no end mark (protocol.md §3): it is over when no call was added for a while, or after its longest time.
    private async Task<string?> ListAsync(CancellationToken cancellation)
    {
        var longest = settings.SnapshotMaxTime < settings.LivenessTime / 2 ? settings.SnapshotMaxTime : settings.LivenessTime / 2;
        var active = Stopwatch.GetTimestamp();
        _added = active;
        while (true)
        {
            var (quiet, rest) = (settings.SnapshotQuietTime - Stopwatch.GetElapsedTime(_added), longest - Stopwatch.GetElapsedTime(active));
            if (quiet <= TimeSpan.Zero || rest <= TimeSpan.Zero)
            {
                return null;
            }

            // The wait ends, the receiving does not: cancelled, it would take the socket with it, and with it the polite close.
            _receiving ??= TakeAsync(cancellation);
            if (await Task.WhenAny(_receiving, Task.Delay(quiet < rest ? quiet : rest, cancellation)) == _receiving)
            {
                if (await _receiving is { } problem)
                {
                    return problem;
                }

                _receiving = null;
            }
        }
    }

    private async Task<string?> TakeAsync(CancellationToken cancellation)
    {
        if (!await ReceiveAsync(cancellation))
        {
            return socket.CloseStatus is { } status
                ? $"the Call Bridge closed the event socket ({(int)status}) before a subscription was {(_isAcknowledged ? "active" : "acknowledged")}"
                : $"the Call Bridge sends a message of more than {settings.MaxMessageBytes} bytes";
        }

        if (!ServerMessageReader.TryRead(_received.WrittenSpan, settings.MaxMessageBytes, out var message, out var malformed))
        {
            return $"what the Call Bridge sends is not understood ({malformed})";
        }

        if (message is ServerMessage.Ack { Acknowledged: MessageId, IsSuccess: false })
        {
            return "the Call Bridge refuses a subscription to its calls";
        }

        Note(message);
        if (message.MessageId is { } id)
        {
            await SendAsync(output => ClientMessageWriter.WriteAck(output, id), cancellation);
        }

        return null;
    }

    private void Note(ServerMessage message)
    {
        switch (message)
        {
            case ServerMessage.Ack { Acknowledged: MessageId }:
                _isAcknowledged = true;
                break;
            case ServerMessage.SubscriptionUpdate update:
                _isActive |= update.Subscriptions.Any(s => s.State == SubscriptionWords.Active);
                break;
            case ServerMessage.CallListUpdate list:
                var added = list.Updates.Count(u => u.Type == UpdateType.Add);
                Calls += added - list.Updates.Count(u => u.Type == UpdateType.Remove);
                _added = added > 0 ? Stopwatch.GetTimestamp() : _added;
                break;
        }
    }

    private async Task SendAsync(Action<IBufferWriter<byte>> write, CancellationToken cancellation)
    {
        var output = new ArrayBufferWriter<byte>(512);
        write(output);
        await socket.SendAsync(output.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, cancellation);
    }

    /// <summary>One whole message; false where the socket is closed, or the message too long.</summary>
    private async Task<bool> ReceiveAsync(CancellationToken cancellation)
    {
        _received.ResetWrittenCount();
        while (_received.WrittenCount <= settings.MaxMessageBytes)
        {
            var part = await socket.ReceiveAsync(_received.GetMemory(4096), cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return false;
            }

            _received.Advance(part.Count);
            if (part.EndOfMessage)
            {
                return true;
            }
        }

        return false;
    }

    private async Task CloseAsync()
    {
        using var limit = new CancellationTokenSource(ClosingTime);
        try
        {
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The answer to our close is a courtesy; what was to be found out is found out.
        }
    }
}
