using System.Text;

namespace CmsOrchestrator.Protocol.Tests;

/// <summary>The number of a message that could not be understood: whoever must acknowledge it finds it in the error.</summary>
public sealed class MessageIdOfMalformedTests
{
    [Theory]
    [InlineData("""{"type":"message","message":{"messageId":5,"type":"rosterUpdate"}}""")]
    [InlineData("""{"type":"message","message":{"type":"rosterUpdate","updates":7,"subscriptionIndex":1,"messageId":5}}""")]
    [InlineData("""{"type":"message","message":{"type":7,"messageId":5}}""")]
    [InlineData("""{"type":"message","message":{"messageId":5.0}}""")]
    [InlineData("""{"type":7,"message":{"messageId":5,"type":"x"}}""")]
    [InlineData("""{"type":{"type":"messageAck"},"message":{"messageId":5,"type":"x"}}""")]
    [InlineData("""{"message":{"messageId":5,"type":"x"}}""")]
    [InlineData("""{"message":{"x":{"messageId":1},"\u006dessageId":5,"y":[{"messageId":2}]},"z":{"messageId":3}}""")]
    [InlineData("""{"message":{"messageId":4},"message":{"messageId":3,"messageId":5}}""")]
    public void It_is_found_before_the_fault_and_behind_it(string json) => Assert.Equal(5, Read.ServerFault(json).MessageId);

    [Theory]
    [InlineData("""{"type":"message","message":{"type":"rosterUpdate","subscriptionIndex":"x"}}""")]
    [InlineData("""{"type":"message","message":{"messageId":"5","type":"x"}}""")]
    [InlineData("""{"type":"message","message":{"messageId":null,"type":"x"}}""")]
    [InlineData("""{"type":"message","message":{"messageId":[5],"type":"x"}}""")]
    [InlineData("""{"type":"message","message":[5],"messageId":5}""")]
    [InlineData("""{"type":"message","message":5}""")]
    [InlineData("""{"type":"message","message":{"messageId":1e999,"type":"x"}}""")]
    [InlineData("""{"type":"message","message":{"messageId":5,"messageId":"x"}}""")]
    [InlineData("""[{"type":"message","message":{"messageId":5}}]""")]
    [InlineData("""{"type":"messageAck","messageAck":{"messageId":5}}""")]
    [InlineData("""{"type":"message\u0041ck","messageAck":7,"message":{"messageId":5}}""")]
    public void Where_there_is_none_it_is_null(string json) => Assert.Null(Read.ServerFault(json).MessageId);

    [Fact]
    public void Every_prefix_of_every_message_is_refused_with_the_number_as_soon_as_it_is_whole()
    {
        foreach (var json in Samples.OfServer.Concat(Samples.OfClient).SelectMany(j => Layouts.All.Values.Take(4).Select(l => l(j).TrimEnd())))
        {
            var utf8 = Encoding.UTF8.GetBytes(json);
            long? number = Read.Server(utf8).Message?.MessageId;
            for (var length = 0; length < utf8.Length; length++)
            {
                var server = Read.Fault(Read.Server(utf8.AsSpan(0, length)).Malformed);
                var client = Read.Fault(Read.Client(utf8.AsSpan(0, length)).Malformed);

                var known = number is not null && length > json.IndexOf($"{number}", StringComparison.Ordinal) + $"{number}".Length;
                Assert.Equal((length, known ? number : null), (length, server.MessageId));
                Assert.Equal((length, server.MessageId), (length, client.MessageId));
                Assert.Equal((MalformedKind.NotJson, MalformedKind.NotJson), (server.Kind, client.Kind));
            }
        }
    }
}
