using System.Buffers;
using FsCheck.Xunit;

namespace CmsOrchestrator.Protocol.Tests;

/// <summary>What a writer writes, the reader of the other side reads. A failure prints its seed and the smallest case.</summary>
[Properties(Arbitrary = [typeof(Generators)], MaxTest = 500)]
public sealed class RoundTripTests
{
    [Property]
    public bool What_a_bridge_writes_a_client_reads(ServerMessage message) => Same.Server(message, Read.Server(Write(message)).Message);

    [Property]
    public bool What_a_client_writes_a_bridge_reads(ClientMessage message) => Same.Client(message, Read.Client(Write(message)).Message);

    [Property(MaxTest = 2000)]
    public void Whatever_happens_to_a_bridges_message_there_is_an_answer(ServerMessage message, Edit[] edits) => Survives(Write(message), edits);

    [Property(MaxTest = 2000)]
    public void Whatever_happens_to_a_clients_message_there_is_an_answer(ClientMessage message, Edit[] edits) => Survives(Write(message), edits);

    [Property(MaxTest = 2000)]
    public void Whatever_bytes_come_there_is_an_answer(byte[] bytes, Edit[] edits) => Survives(bytes, edits);

    private static void Survives(byte[] bytes, Edit[] edits)
    {
        foreach (var edit in edits)
        {
            bytes = edit.Apply(bytes);
            Read.Server(bytes);
            Read.Client(bytes);
        }
    }

    private static byte[] Write(ServerMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        switch (message)
        {
            case ServerMessage.Ack m: ServerMessageWriter.WriteAck(output, m.Acknowledged, m.Status); break;
            case ServerMessage.SubscriptionUpdate m: ServerMessageWriter.WriteSubscriptionUpdate(output, m.Id, m.Subscriptions); break;
            case ServerMessage.CallListUpdate m: ServerMessageWriter.WriteCallListUpdate(output, m.Id, m.SubscriptionIndex, m.Updates); break;
            case ServerMessage.CallInfoUpdate m: ServerMessageWriter.WriteCallInfoUpdate(output, m.Id, m.SubscriptionIndex, m.CallInfo); break;
            case ServerMessage.RosterUpdate m: ServerMessageWriter.WriteRosterUpdate(output, m.Id, m.SubscriptionIndex, m.Updates); break;
            default: throw new ArgumentException("not a message that is written", nameof(message));
        }

        return output.WrittenSpan.ToArray();
    }

    private static byte[] Write(ClientMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        switch (message)
        {
            case ClientMessage.Ack m: ClientMessageWriter.WriteAck(output, m.Acknowledged); break;
            case ClientMessage.SubscribeRequest m: ClientMessageWriter.WriteSubscribeRequest(output, m.MessageId, m.Subscriptions); break;
            default: throw new ArgumentException("not a message that is written", nameof(message));
        }

        return output.WrittenSpan.ToArray();
    }
}
