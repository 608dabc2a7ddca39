namespace CmsOrchestrator.Load.Bridges;

/// <summary>The messages that traffic is made of (protocol.md §4).</summary>
internal static class Frames
{
    /// <summary>The longest frame that one of them makes, in bytes.</summary>
    public const int Longest = 1024;

    private const string Begin = """{"type":"message","message":{"messageId":#id,"type":""";

    public static FrameTemplate Speaks { get; } = Roster("\"update\",\"activeSpeaker\":#flag,\"importance\":#mark");

    public static FrameTemplate IsMuted { get; } = Roster("\"update\",\"audioMuted\":#flag,\"importance\":#mark");

    public static FrameTemplate Joins { get; } = Roster(
        "\"add\",\"name\":\"A guest\",\"uri\":\"guest@example.net\",\"state\":\"connected\",\"direction\":\"incoming\",\"audioMuted\":true,"
        + "\"videoMuted\":false,\"importance\":#mark,\"layout\":\"speakerOnly\",\"activeSpeaker\":false,\"presenter\":false,"
        + "\"endpointRecording\":\"inactive\",\"canMove\":false");

    public static FrameTemplate Leaves { get; } = Roster("\"remove\",\"reason\":\"remoteTeardown\"");

    public static FrameTemplate CallCounts { get; } = new(
        Begin + "\"callListUpdate\",\"subscriptionIndex\":#index,\"updates\":[{\"call\":\"#subject\",\"updateType\":\"update\",\"participants\":#count}]}}");

    public static FrameTemplate InfoCounts { get; } = new(
        Begin + "\"callInfoUpdate\",\"subscriptionIndex\":#index,\"callInfo\":{\"participants\":#count}}}");

    private static FrameTemplate Roster(string entry) => new(
        Begin + "\"rosterUpdate\",\"subscriptionIndex\":#index,\"updates\":[{\"participant\":\"#subject\",\"updateType\":" + entry + "}]}}");
}
