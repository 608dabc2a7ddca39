using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Tests.Support;

/// <summary>What bridges tell of made-up calls and participants.</summary>
internal static class Told
{
    public static CallGuid Call(int number) => new(Id(0xca11, number));

    public static ParticipantId Participant(int number) => new(Id(0x9a27, number));

    public static CallCorrelator Correlator(int number) => new(Id(0xc022, number));

    public static CallUpdate Add(int call, string name = "Standup", int participants = 0) => new(
        Call(call), UpdateType.Add,
        ElementValues.Of(
            (Element.Name, ElementValue.Of(name)), (Element.CallCorrelator, ElementValue.Of(Correlator(call).ToString())),
            (Element.Participants, ElementValue.Of(participants))),
        null);

    public static CallUpdate Update(int call, string name) =>
        new(Call(call), UpdateType.Update, ElementValues.Of((Element.Name, ElementValue.Of(name))), null);

    public static CallUpdate Remove(int call) => new(Call(call), UpdateType.Remove, ElementValues.Empty, "callEnded");

    public static ParticipantUpdate Joins(int participant, string name = "Ada") =>
        new(Participant(participant), UpdateType.Add, ElementValues.Of((Element.Name, ElementValue.Of(name))), null);

    public static ParticipantUpdate Leaves(int participant) => new(Participant(participant), UpdateType.Remove, ElementValues.Empty, "callEnded");

    private static Guid Id(int kind, int number) => new(number, (short)(kind & 0x7fff), 0, 0, 0, 0, 0, 0, 0, 0, 1);
}
