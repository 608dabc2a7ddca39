using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Subscriptions;

/// <summary>
/// Keeps a list of calls within a limit: a call that is new beyond it is left out, and stays so until the list is told anew. Not safe
/// for threads.
/// </summary>
/// <param name="limit">The most calls; a tenth of it has to be free before the list is worth being told anew.</param>
public sealed class CallListLimit(int limit)
{
    private long _leftOut;

    /// <summary>What is wrong while calls are left out.</summary>
    public string Problem { get; } = FormattableString.Invariant($"there are more calls than MaxCallsPerBridge ({limit}) allows: what is beyond is left out");

    /// <summary>Whether calls are left out.</summary>
    public bool LeavesOut => _leftOut > 0;

    /// <summary>Whether there is room again for what is left out, beside the calls that are held.</summary>
    public bool IsOutdated(int held) => LeavesOut && held <= limit - (limit / 10);

    /// <summary>The updates that fit.</summary>
    /// <param name="content">What the list holds before them.</param>
    public ImmutableArray<CallUpdate> Admit(ImmutableArray<CallUpdate> updates, CallListContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!LeavesOut && content.Count + updates.Length <= limit)
        {
            return updates;
        }

        var added = new HashSet<CallGuid>();
        var admitted = ImmutableArray.CreateBuilder<CallUpdate>();
        foreach (var update in updates)
        {
            if (added.Contains(update.Call) || content.Find(update.Call) is not null)
            {
                admitted.Add(update);
            }
            else if (Admits(update.Type, content.Count + added.Count))
            {
                admitted.Add(update);
                if (update.Type == UpdateType.Add)
                {
                    added.Add(update.Call);
                }
            }
        }

        return admitted.DrainToImmutable();
    }

    // Of a call that is not held: new, or left out before, or a mistake of the bridge.
    private bool Admits(UpdateType type, int held)
    {
        switch (type)
        {
            case UpdateType.Add when held >= limit:
                _leftOut++;
                return false;
            case UpdateType.Update:
                return !LeavesOut;
            case UpdateType.Remove when LeavesOut:
                _leftOut--;
                return false;
            default:
                return true;
        }
    }
}
