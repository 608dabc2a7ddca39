using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Clusters;

/// <summary>
/// Whom a bridge's rosters have listed since each of them was complete last. One that never comes so far leaves people behind with every
/// connection: this is how many its calls may have to remember.
/// </summary>
internal sealed class UnsettledRosters
{
    private readonly Dictionary<CallGuid, HashSet<ParticipantId>> _byCall = [];

    /// <summary>The same person in two calls counts twice.</summary>
    public int Count { get; private set; }

    public void Told(CallGuid call, ImmutableArray<ParticipantUpdate> updates)
    {
        if (!_byCall.TryGetValue(call, out var people))
        {
            _byCall[call] = people = [];
        }

        foreach (var update in updates)
        {
            Count += update.Type == UpdateType.Add && people.Add(update.Participant) ? 1 : 0;
        }
    }

    /// <summary>That roster is complete, or its instance gone.</summary>
    public void Settled(CallGuid call)
    {
        if (_byCall.Remove(call, out var people))
        {
            Count -= people.Count;
        }
    }

    public void Clear()
    {
        _byCall.Clear();
        Count = 0;
    }
}
