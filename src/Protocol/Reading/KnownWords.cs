using System.Text;
using System.Text.Json;

namespace CmsOrchestrator.Protocol;

/// <summary>The protocol's words, each one string for ever: no allocation for what every message repeats.</summary>
internal static class KnownWords
{
    private static readonly (byte[] Utf8, string Text)[][] ByLength = Index(
        "", "message", "messageAck", "success", "subscribeRequest", "subscriptionUpdate", "callListUpdate", "callInfoUpdate", "rosterUpdate",
        "pending", "active", "deactivated", "inactive", "locked", "notLocked", "unlocked", "coSpace", "adHoc", "lyncConferencing", "forwarding",
        "initial", "ringing", "connected", "onHold", "incoming", "outgoing",
        "allEqual", "speakerOnly", "telepresence", "stacked", "allEqualQuarters", "allEqualNinths", "allEqualSixteenths",
        "allEqualTwentyFifths", "onePlusFive", "onePlusSeven", "onePlusNine", "automatic", "onePlusN",
        "allLeft", "participantInitiated", "timeout", "remoteTeardown", "noAnswer", "notFound", "callEnded", "unknownDestination", "remoteBusy",
        "add", "update", "remove", "calls", "callInfo", "callRoster");

    /// <summary>The text that the reader stands on.</summary>
    public static string Text(ref Utf8JsonReader reader)
    {
        if (!reader.HasValueSequence && !reader.ValueIsEscaped && reader.ValueSpan.Length < ByLength.Length)
        {
            var span = reader.ValueSpan;
            foreach (var (utf8, text) in ByLength[span.Length])
            {
                if (span.SequenceEqual(utf8))
                {
                    return text;
                }
            }
        }

        return reader.GetString()!;
    }

    private static (byte[], string)[][] Index(params string[] words)
    {
        var byLength = new (byte[], string)[words.Max(w => w.Length) + 1][];
        for (var length = 0; length < byLength.Length; length++)
        {
            byLength[length] = [.. words.Where(w => w.Length == length).Select(w => (Encoding.UTF8.GetBytes(w), w))];
        }

        return byLength;
    }
}
