using System.Globalization;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Load.Bridges;

/// <summary>What a subscription is told first: everything as it is.</summary>
internal static class Snapshots
{
    private static readonly ElementValue Inactive = ElementValue.Of("inactive");

    public static CallUpdate Call(Conference conference) =>
        new(conference.Call, UpdateType.Add, CallValues(conference), null);

    public static ElementValues Info(Conference conference) => CallValues(conference);

    public static IEnumerable<ParticipantUpdate> Roster(Conference conference) =>
        conference.People.Select((present, n) => Add(present.Id, present.Person, n));

    private static ElementValues CallValues(Conference conference) => ElementValues.Of(
        (Element.Name, ElementValue.Of(string.Create(CultureInfo.InvariantCulture, $"Meeting {conference.Number}"))),
        (Element.Participants, ElementValue.Of(conference.Present)),
        (Element.DistributedInstances, ElementValue.Of(0)),
        (Element.Recording, Inactive),
        (Element.Streaming, Inactive),
        (Element.EndpointRecording, Inactive),
        (Element.LockState, ElementValue.Of("notLocked")),
        (Element.CallType, ElementValue.Of("coSpace")),
        (Element.CallCorrelator, ElementValue.Of(conference.Correlator.ToString())));

    private static ParticipantUpdate Add(Guid id, Person person, int n)
    {
        (Element, ElementValue)[] values =
        [
            (Element.Name, ElementValue.Of(string.Create(CultureInfo.InvariantCulture, $"Person {n}"))),
            (Element.Uri, ElementValue.Of(string.Create(CultureInfo.InvariantCulture, $"person{n}@example.net"))),
            (Element.State, ElementValue.Of("connected")),
            (Element.Direction, ElementValue.Of("incoming")),
            (Element.AudioMuted, ElementValue.Of(person.IsMuted)),
            (Element.VideoMuted, ElementValue.Of(false)),
            (Element.Layout, ElementValue.Of("speakerOnly")),
            (Element.ActiveSpeaker, ElementValue.Of(person.Speaks)),
            (Element.Presenter, ElementValue.Of(false)),
            (Element.EndpointRecording, Inactive),
            (Element.CanMove, ElementValue.Of(false)),
        ];
        (Element, ElementValue)[] marked = person.Mark is { } mark ? [.. values, (Element.Importance, ElementValue.Of(mark))] : values;
        return new(new ParticipantId(id), UpdateType.Add, ElementValues.Of(marked), null);
    }
}
