namespace CmsOrchestrator.Protocol.Tests;

/// <summary>Messages from their insides, written by hand.</summary>
internal static class Wire
{
    /// <summary>The envelope around what stands between the braces of <c>message</c>.</summary>
    public static string Message(string inside) => "{\"type\":\"message\",\"message\":{" + inside + "}}";

    /// <summary>Message 1, of that type, with the rest of its keys.</summary>
    public static string Message(string type, string rest) =>
        Message($"\"messageId\":1,\"type\":\"{type}\"{(rest.Length > 0 ? "," : "")}{rest}");

    public static string Ack(string status) =>
        "{\"type\":\"messageAck\",\"messageAck\":{\"messageId\":8,\"status\":\"" + status + "\"}}";

    public static string States(string entries) => Message("subscriptionUpdate", $"\"subscriptions\":[{entries}]");

    public static string Info(string elements) => Message("callInfoUpdate", "\"subscriptionIndex\":1,\"callInfo\":{" + elements + "}");

    public static string Calls(string entries) => Message("callListUpdate", $"\"subscriptionIndex\":1,\"updates\":[{entries}]");

    public static string Roster(string entries) => Message("rosterUpdate", $"\"subscriptionIndex\":1,\"updates\":[{entries}]");

    public static string Request(string specs) => Message("subscribeRequest", $"\"subscriptions\":[{specs}]");
}
