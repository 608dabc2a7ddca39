using System.Buffers;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Micro.Traffic;

/// <summary>Messages as a Call Bridge sends them most often, and what is in them.</summary>
internal static class Messages
{
    public static readonly CallGuid Call = new(Guid.Parse("97c771ae-0000-4000-8000-000000000001"));

    public static byte[] RosterUpdate { get; } = Text(output => ServerMessageWriter.WriteRosterUpdate(output, 1234, 3, [Speaks(1, true)]));

    public static byte[] RosterAdds { get; } = Text(
        output => ServerMessageWriter.WriteRosterUpdate(output, 1234, 3, [.. Enumerable.Range(0, 10).Select(Joins)]));

    public static byte[] CallListUpdate { get; } = Text(
        output => ServerMessageWriter.WriteCallListUpdate(output, 1234, 1, [new CallUpdate(Call, UpdateType.Update, Participants(7), null)]));

    public static byte[] CallInfoUpdate { get; } = Text(output => ServerMessageWriter.WriteCallInfoUpdate(output, 1234, 4, Participants(7)));

    public static ParticipantUpdate Speaks(int person, bool isSpeaking) =>
        new(Person(person), UpdateType.Update, ElementValues.Of((Element.ActiveSpeaker, ElementValue.Of(isSpeaking))), null);

    public static ParticipantUpdate Joins(int person) => new(Person(person), UpdateType.Add, ElementValues.Of(
        (Element.Name, ElementValue.Of($"Person {person}")),
        (Element.Uri, ElementValue.Of($"person{person}@example.net")),
        (Element.State, ElementValue.Of("connected")),
        (Element.Direction, ElementValue.Of("incoming")),
        (Element.AudioMuted, ElementValue.Of(true)),
        (Element.VideoMuted, ElementValue.Of(false)),
        (Element.Importance, ElementValue.Of(1)),
        (Element.Layout, ElementValue.Of("speakerOnly")),
        (Element.ActiveSpeaker, ElementValue.Of(false)),
        (Element.Presenter, ElementValue.Of(false)),
        (Element.EndpointRecording, ElementValue.Of("inactive")),
        (Element.CanMove, ElementValue.Of(false))), null);

    public static ElementValues Participants(int number) => ElementValues.Of((Element.Participants, ElementValue.Of(number)));

    private static ParticipantId Person(int number) => new(new Guid(number, 0x4758, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 0));

    private static byte[] Text(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
