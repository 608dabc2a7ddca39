using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Event;
using Akka.Remote.Transport;
using Google.Protobuf;

namespace CmsOrchestrator.Actors.Nodes.Transport;

/// <summary>
/// One connection between two nodes. On the wire, each payload follows its length (four bytes, the lowest first). What is queued is bounded: remoting
/// keeps what <see cref="Write"/> does not take, and tries again. Safe for any thread.
/// </summary>
internal sealed class NodeConnection : AssociationHandle
{
    /// <summary>Bytes that wait to be sent; more than the largest payload.</summary>
    internal const int MostQueued = 16 * 1024 * 1024;

    private const int LengthBytes = 4;

    /// <summary>Bytes that are sent at once, where that many wait.</summary>
    private const int Batch = 64 * 1024;

    // A peer that takes nothing for so long is gone, whatever its machine says.
    private static readonly TimeSpan WriteLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(2);

    private readonly Stream _stream;
    private readonly int _largest;
    private readonly ILoggingAdapter _log;
    private readonly Channel<ByteString> _outgoing = Channel.CreateUnbounded<ByteString>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _over = new();
    private long _queued;

    /// <param name="largest">Bytes of a payload; a longer one ends the connection.</param>
    public NodeConnection(Address local, Address remote, Stream stream, int largest, ILoggingAdapter log)
        : base(local, remote) => (_stream, _largest, _log) = (stream, largest, log);

    /// <summary>False where nothing more is taken for now, or at all.</summary>
    public override bool Write(ByteString payload)
    {
        var length = LengthBytes + payload.Length;
        if (Interlocked.Add(ref _queued, length) <= MostQueued && _outgoing.Writer.TryWrite(payload))
        {
            return true;
        }

        Interlocked.Add(ref _queued, -length);
        return false;
    }

    /// <summary>Sends what is queued, and ends.</summary>
    public void Close() => _outgoing.Writer.TryComplete();

    [Obsolete("Remoting calls the one that has a reason.")]
    public override void Disassociate() => Close();

    /// <summary>Until either side ends it, or the network does.</summary>
    public async Task RunAsync()
    {
        var reading = GuardedAsync(ReadAsync);
        await GuardedAsync(WriteAsync);
        _over.CancelAfter(EndLimit);
        await _stream.DisposeAsync();
        await reading;
        _over.Dispose();
        _ = ReadHandlerSource.Task.ContinueWith(
            task => task.Result.Notify(new Disassociated(DisassociateInfo.Unknown)),
            default, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }

    // What one direction ends with ends the other.
    private async Task GuardedAsync(Func<Task> direction)
    {
        try
        {
            await direction();
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            _log.Debug("The connection to {Peer} has ended: {Problem}", RemoteAddress, e.Message);
        }
        catch (InvalidDataException e)
        {
            _log.Warning("The connection to {Peer} ends: {Problem}", RemoteAddress, e.Message);
        }

        Close();
    }

    private async Task WriteAsync()
    {
        var batch = new ArrayBufferWriter<byte>(Batch);
        while (await _outgoing.Reader.WaitToReadAsync())
        {
            while (batch.WrittenCount < Batch && _outgoing.Reader.TryRead(out var payload))
            {
                BinaryPrimitives.WriteInt32LittleEndian(batch.GetSpan(LengthBytes), payload.Length);
                batch.Advance(LengthBytes);
                batch.Write(payload.Span);
            }

            await WriteAsync(batch.WrittenMemory);
            Interlocked.Add(ref _queued, -batch.WrittenCount);
            batch.ResetWrittenCount();
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        using var limit = new CancellationTokenSource(WriteLimit);
        await _stream.WriteAsync(bytes, limit.Token);
    }

    private async Task ReadAsync()
    {
        var listener = await ReadHandlerSource.Task.WaitAsync(_over.Token);
        var pipe = PipeReader.Create(_stream);
        while (true)
        {
            var read = await pipe.ReadAsync(_over.Token);
            var rest = read.Buffer;
            while (Payload(ref rest) is { } payload)
            {
                listener.Notify(new InboundPayload(payload));
            }

            pipe.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    private ByteString? Payload(ref ReadOnlySequence<byte> rest)
    {
        var reader = new SequenceReader<byte>(rest);
        if (!reader.TryReadLittleEndian(out int length))
        {
            return null;
        }

        if (length < 0 || length > _largest)
        {
            throw new InvalidDataException($"it announces a payload of {(uint)length} bytes, and {_largest} are allowed");
        }

        if (reader.Remaining < length)
        {
            return null;
        }

        var payload = UnsafeByteOperations.UnsafeWrap(rest.Slice(LengthBytes, length).ToArray());
        rest = rest.Slice(LengthBytes + length);
        return payload;
    }
}
