using System.Text;

namespace CmsOrchestrator.Protocol.Tests;

/// <summary>Reads with the readers, and holds them to their contract: either a message or an error, never both or neither.</summary>
internal static class Read
{
    public static T Server<T>(string json)
        where T : ServerMessage =>
        Assert.IsType<T>(AnyServer(json));

    public static ServerMessage AnyServer(string json)
    {
        var (message, malformed) = Server(Encoding.UTF8.GetBytes(json));
        Assert.True(malformed is null, malformed?.ToString());
        return message!;
    }

    public static T Client<T>(string json)
        where T : ClientMessage =>
        Assert.IsType<T>(AnyClient(json));

    public static ClientMessage AnyClient(string json)
    {
        var (message, malformed) = Client(Encoding.UTF8.GetBytes(json));
        Assert.True(malformed is null, malformed?.ToString());
        return message!;
    }

    public static MalformedMessage ServerFault(string json) => Fault(Server(Encoding.UTF8.GetBytes(json)).Malformed);

    public static MalformedMessage ClientFault(string json) => Fault(Client(Encoding.UTF8.GetBytes(json)).Malformed);

    public static (ServerMessage? Message, MalformedMessage? Malformed) Server(ReadOnlySpan<byte> utf8)
    {
        var understood = ServerMessageReader.TryRead(utf8, out var message, out var malformed);
        Assert.Equal(understood, message is not null);
        Assert.Equal(!understood, malformed is not null);
        return (message, malformed);
    }

    public static (ClientMessage? Message, MalformedMessage? Malformed) Client(ReadOnlySpan<byte> utf8)
    {
        var understood = ClientMessageReader.TryRead(utf8, out var message, out var malformed);
        Assert.Equal(understood, message is not null);
        Assert.Equal(!understood, malformed is not null);
        return (message, malformed);
    }

    public static MalformedMessage Fault(MalformedMessage? malformed)
    {
        Assert.NotNull(malformed);
        Assert.NotEmpty(malformed.What);
        return malformed;
    }
}
