using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>A subscription to <c>callRoster</c>.</summary>
internal sealed class RosterSubscription(SubscriptionSpec spec, ServerBehaviour behaviour) : Subscription(spec)
{
    private readonly Dictionary<ParticipantId, ElementValues> _told = [];

    /// <summary>The participant removed last: who is removed twice, when a fault asks for it.</summary>
    public ParticipantUpdate? LastRemoved { get; private set; }

    /// <summary>An add, an update, or null where nothing that is selected has changed.</summary>
    public ParticipantUpdate? Tell(Participant participant)
    {
        var now = participant.State.ToElements();
        if (!_told.TryGetValue(participant.Id, out var before))
        {
            _told.Add(participant.Id, now);
            return new ParticipantUpdate(
                participant.Id, UpdateType.Add, ElementSelection.Select(now, Spec.Elements, behaviour.Json.Missing), Reason: null);
        }

        _told[participant.Id] = now;
        var changes = ElementSelection.Changes(before, now, Spec.Elements);
        return changes.Present.Count == 0 ? null : new ParticipantUpdate(participant.Id, UpdateType.Update, changes, Reason: null);
    }

    /// <summary>A remove, or null where the participant was never told.</summary>
    public ParticipantUpdate? Remove(ParticipantId participant, string? reason) =>
        _told.Remove(participant)
            ? LastRemoved = new ParticipantUpdate(participant, UpdateType.Remove, ElementValues.Empty, reason)
            : null;
}
