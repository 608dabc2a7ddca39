using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace CmsOrchestrator.Actors.Wire;

/// <summary>Reads the messages of a socket, one after the other, into the same memory. For one reader.</summary>
/// <param name="maxBytes">
/// Of a longer message as much as was read then is kept, at most twice that: its beginning says by which number to acknowledge it, if the
/// connection is to go on. The rest is read and dropped.
/// </param>
internal sealed class MessageBuffer(WebSocket socket, int maxBytes) : IDisposable
{
    private const int FirstBytes = 16 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _length;

    /// <summary>The message that was read last; until the next one is read.</summary>
    public ReadOnlySpan<byte> Message => _bytes.AsSpan(0, _length);

    /// <summary>The next message, whole; its kind.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<WebSocketMessageType> ReadAsync(CancellationToken stop)
    {
        _length = 0;
        ValueWebSocketReceiveResult received;
        do
        {
            if (_length > maxBytes)
            {
                return await SkipAsync(stop);
            }

            if (_length == _bytes.Length)
            {
                Grow();
            }

            received = await socket.ReceiveAsync(_bytes.AsMemory(_length), stop);
            _length += received.Count;
        }
        while (!received.EndOfMessage);

        return received.MessageType;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    private async ValueTask<WebSocketMessageType> SkipAsync(CancellationToken stop)
    {
        var dropped = ArrayPool<byte>.Shared.Rent(FirstBytes);
        try
        {
            ValueWebSocketReceiveResult received;
            do
            {
                received = await socket.ReceiveAsync(dropped.AsMemory(), stop);
            }
            while (!received.EndOfMessage);

            return received.MessageType;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(dropped);
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
        _bytes.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
