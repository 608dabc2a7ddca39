namespace CmsOrchestrator.Protocol.Tests;

/// <summary>Compares messages by what they say: a record compares the lists in it by reference only.</summary>
internal static class Same
{
    public static bool Server(ServerMessage? a, ServerMessage? b) => (a, b) switch
    {
        (ServerMessage.SubscriptionUpdate x, ServerMessage.SubscriptionUpdate y) =>
            x.Id == y.Id && x.Subscriptions.SequenceEqual(y.Subscriptions),
        (ServerMessage.CallListUpdate x, ServerMessage.CallListUpdate y) =>
            x.Id == y.Id && x.SubscriptionIndex == y.SubscriptionIndex && x.Updates.SequenceEqual(y.Updates),
        (ServerMessage.RosterUpdate x, ServerMessage.RosterUpdate y) =>
            x.Id == y.Id && x.SubscriptionIndex == y.SubscriptionIndex && x.Updates.SequenceEqual(y.Updates),
        _ => Equals(a, b),
    };

    public static bool Client(ClientMessage? a, ClientMessage? b) => (a, b) switch
    {
        (ClientMessage.SubscribeRequest x, ClientMessage.SubscribeRequest y) =>
            x.MessageId == y.MessageId && x.Subscriptions.SequenceEqual(y.Subscriptions),
        _ => Equals(a, b),
    };
}
