using System.Buffers;
using System.Globalization;
using System.Net.WebSockets;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Checking;

/// <summary>Asks an open event socket for the calls, waits for the acknowledgement, and takes its leave (protocol.md §3).</summary>
internal sealed class SubscriptionTry(WebSocket socket, OrchestratorSettings settings)
{
    private const string Advice = "see whether this is a Meeting Server, and what stands between (proxy, load balancer)";
    private const int MessageId = 1;

    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(2);

    private readonly ArrayBufferWriter<byte> _received = new(4096);

    public async Task<Finding> RunAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(settings.LivenessTime);
        try
        {
            var problem = await SubscribeAsync(limit.Token);
            await CloseAsync();
            return problem is null ? Finding.Fine : new Finding(problem, Advice);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var seconds = settings.LivenessTime.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            return new Finding($"the event socket opened, but a subscription was not acknowledged within {seconds} s", Advice);
        }
        catch (WebSocketException)
        {
            return new Finding("the event socket was cut before a subscription was acknowledged", Advice);
        }
    }

    /// <summary>What is wrong, or null once the request is acknowledged.</summary>
    private async Task<string?> SubscribeAsync(CancellationToken cancellation)
    {
        var calls = new SubscriptionSpec(1, SubscriptionType.Calls, Call: null, ElementSet.Of(Element.Name, Element.Participants));
        await SendAsync(output => ClientMessageWriter.WriteSubscribeRequest(output, MessageId, [calls]), cancellation);
        while (true)
        {
            if (!await ReceiveAsync(cancellation))
            {
                return socket.CloseStatus is { } status
                    ? $"the Call Bridge closed the event socket ({(int)status}) before it acknowledged a subscription"
                    : $"the Call Bridge sends a message of more than {settings.MaxMessageBytes} bytes";
            }

            if (!ServerMessageReader.TryRead(_received.WrittenSpan, settings.MaxMessageBytes, out var message, out var malformed))
            {
                return $"what the Call Bridge sends is not understood ({malformed})";
            }

            if (message is ServerMessage.Ack { Acknowledged: MessageId } answer)
            {
                return answer.IsSuccess ? null : "the Call Bridge refuses a subscription to its calls";
            }

            if (message.MessageId is { } id)
            {
                await SendAsync(output => ClientMessageWriter.WriteAck(output, id), cancellation);
            }
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
