using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Support;

/// <summary>Elements and updates in few words.</summary>
internal static class Values
{
    public static ElementValues None => ElementValues.Empty;

    public static ElementValues Of(Element element, string? value) => ElementValues.Of((element, ElementValue.Of(value)));

    public static ElementValues Name(string? name) => Of(Element.Name, name);

    public static ElementValues Participants(int number) => ElementValues.Of((Element.Participants, ElementValue.Of(number)));

    public static ElementValues Call(string? name = null, int? participants = null, string? lockState = null, string? recording = null, int? correlator = null)
    {
        var values = new ElementValuesBuilder();
        Set(ref values, Element.Name, name);
        Set(ref values, Element.LockState, lockState);
        Set(ref values, Element.Recording, recording);
        Set(ref values, Element.CallCorrelator, correlator is { } id ? Ids.Correlator(id).ToString() : null);
        if (participants is { } number)
        {
            values.Set(Element.Participants, ElementValue.Of(number));
        }

        return values.Build();
    }

    public static ParticipantUpdate Join(int person, string? name = null) => new(Ids.Person(person), UpdateType.Add, name is null ? None : Name(name), null);

    public static ParticipantUpdate Change(int person, string? name) => new(Ids.Person(person), UpdateType.Update, Name(name), null);

    public static ParticipantUpdate Leave(int person, string? reason = null) => new(Ids.Person(person), UpdateType.Remove, None, reason);

    public static ImmutableArray<T> List<T>(params T[] items) => [.. items];

    private static void Set(ref ElementValuesBuilder values, Element element, string? text)
    {
        if (text is not null)
        {
            values.Set(element, ElementValue.Of(text));
        }
    }
}
