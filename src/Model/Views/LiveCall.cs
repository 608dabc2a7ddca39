using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Views;

/// <summary>An active call with its participants. Immutable; safe for any thread.</summary>
public sealed class LiveCall
{
    // Made when it is first asked for, and handed on for as long as nobody joins, leaves or is renamed.
    private volatile RosterText? _text;

    public LiveCall(CallView view, ImmutableSortedDictionary<ParticipantId, ParticipantView> participants)
        : this(view, participants, null)
    {
    }

    private LiveCall(CallView view, ImmutableSortedDictionary<ParticipantId, ParticipantView> participants, RosterText? text) =>
        (View, Participants, _text) = (view, participants, text);

    public CallView View { get; }

    /// <summary>By id.</summary>
    public ImmutableSortedDictionary<ParticipantId, ParticipantView> Participants { get; }

    /// <summary>What its participants are called: what to look at before one looks at each of them.</summary>
    public RosterText Text => _text ??= RosterText.Of(Participants.Values);

    public static LiveCall Of(CallView view) => new(view, ImmutableSortedDictionary<ParticipantId, ParticipantView>.Empty);

    internal LiveCall With(CallView view) => new(view, Participants, _text);

    internal LiveCall With(ParticipantView participant)
    {
        var isNamedSo = Participants.TryGetValue(participant.Participant, out var before) && before.Name == participant.Name && before.Uri == participant.Uri;
        return new(View, Participants.SetItem(participant.Participant, participant), isNamedSo ? _text : null);
    }

    internal LiveCall Without(ParticipantId participant) => new(View, Participants.Remove(participant), null);
}
