using System.Text;

namespace CmsOrchestrator.Protocol;

/// <summary>The wire names of the elements, and which resource has which (protocol.md §4).</summary>
public static class ElementNames
{
    private static readonly string[] Names =
    [
        "name", "participants", "distributedInstances", "recording", "streaming", "endpointRecording", "lockState", "callType",
        "callCorrelator", "joinAudioMuteOverride", "uri", "state", "direction", "audioMuted", "videoMuted", "importance", "layout",
        "activeSpeaker", "presenter", "canMove", "canMoveToLobby", "movedParticipant", "movedParticipantCallBridge",
    ];

    private static readonly byte[][] Utf8Names = [.. Names.Select(Encoding.UTF8.GetBytes)];

    private static readonly Element[][] ByLength =
        [.. Enumerable.Range(0, Names.Max(n => n.Length) + 1).Select(l => Enum.GetValues<Element>().Where(e => Names[(int)e].Length == l).ToArray())];

    /// <summary>How many elements there are.</summary>
    public static int Count => Names.Length;

    /// <summary>The elements of the <c>calls</c> resource.</summary>
    public static ElementSet OfCalls { get; } = ElementSet.Of(
        Element.Name, Element.Participants, Element.DistributedInstances, Element.Recording, Element.Streaming,
        Element.EndpointRecording, Element.LockState, Element.CallType, Element.CallCorrelator);

    /// <summary>The elements of the <c>callInfo</c> resource.</summary>
    public static ElementSet OfCallInfo { get; } = OfCalls.With(Element.JoinAudioMuteOverride);

    /// <summary>The elements of the <c>callRoster</c> resource.</summary>
    public static ElementSet OfCallRoster { get; } = ElementSet.Of(
        Element.Name, Element.Uri, Element.State, Element.Direction, Element.AudioMuted, Element.VideoMuted, Element.Importance,
        Element.Layout, Element.ActiveSpeaker, Element.Presenter, Element.EndpointRecording, Element.CanMove,
        Element.CanMoveToLobby, Element.MovedParticipant, Element.MovedParticipantCallBridge);

    /// <summary>The elements that <paramref name="type"/> has.</summary>
    public static ElementSet Of(SubscriptionType type) => type switch
    {
        SubscriptionType.Calls => OfCalls,
        SubscriptionType.CallInfo => OfCallInfo,
        _ => OfCallRoster,
    };

    /// <summary>The element's name on the wire.</summary>
    public static string Text(this Element element) => Names[(int)element];

    /// <summary>The element's name on the wire, as UTF-8.</summary>
    public static ReadOnlySpan<byte> Utf8(this Element element) => Utf8Names[(int)element];

    /// <summary>The element of that wire name, or null: an unknown key is no error.</summary>
    public static Element? Find(ReadOnlySpan<byte> utf8Name)
    {
        if (utf8Name.Length < ByLength.Length)
        {
            foreach (var element in ByLength[utf8Name.Length])
            {
                if (utf8Name.SequenceEqual(element.Utf8()))
                {
                    return element;
                }
            }
        }

        return null;
    }
}
