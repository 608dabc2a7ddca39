using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulator;

/// <summary>Who is told what happens on one bridge. Called under the cluster's lock, in order: it must neither wait nor throw.</summary>
internal interface ICallObserver
{
    void InstanceAdded(Instance instance);

    /// <summary>Something about the call may read differently now.</summary>
    void InstanceChanged(Instance instance);

    void InstanceRemoved(Instance instance, string? reason);

    /// <summary>These joined, or may read differently now.</summary>
    void RosterChanged(Instance instance, IReadOnlyCollection<Participant> participants);

    /// <summary>The reason is null where this bridge does not know it.</summary>
    void ParticipantLeft(Instance instance, ParticipantId participant, string? reason);
}
