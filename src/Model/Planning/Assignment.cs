using CmsOrchestrator.Model.Calls;

namespace CmsOrchestrator.Model.Planning;

/// <summary>A part of a slot that is to be subscribed to.</summary>
public readonly record struct PartKey(InstanceKey Instance, SlotPart Part);

/// <summary>How far a planned subscription is.</summary>
public enum AssignmentStage
{
    /// <summary>Asked for; not active yet.</summary>
    Asked,

    /// <summary>Asked for, and not active in time: it stays asked for, and another host is asked as well.</summary>
    Overdue,

    /// <summary>Updates flow.</summary>
    Active,

    /// <summary>The snapshot is in: another one may be dropped for it.</summary>
    Complete,

    /// <summary>The host failed; it is asked again at <see cref="Assignment.RetryAt"/>.</summary>
    Failed,
}

/// <summary>One planned subscription.</summary>
/// <param name="Since">When it came into its stage.</param>
/// <param name="Failures">Failures in a row.</param>
public sealed record Assignment(AssignmentStage Stage, Instant Since, Instant RetryAt, int Failures)
{
    private const int LongestDoubling = 6;

    public bool IsWanted => Stage != AssignmentStage.Failed;

    /// <summary>It failed because it has more than its bridge may bring in.</summary>
    public bool IsTooLarge { get; private init; }

    public static Assignment Asked(Instant now, Assignment? before) => new(AssignmentStage.Asked, now, default, before?.Failures ?? 0);

    public Assignment To(AssignmentStage stage, Instant now) =>
        Stage == stage ? this : this with { Stage = stage, Since = now, Failures = stage == AssignmentStage.Complete ? 0 : Failures };

    /// <summary>
    /// Another host is to be asked as well. Here it is asked anew, under another index, after a time that doubles with each failure:
    /// a bridge that is merely slow gets there.
    /// </summary>
    public bool IsHopeless(Instant now, PlannerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Stage == AssignmentStage.Overdue && now - Since >= settings.PendingTime * Math.Pow(2, Math.Min(Failures, 16));
    }

    /// <summary>Failed once more: the pause doubles each time, up to its bound.</summary>
    public Assignment Fail(Instant now, PlannerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var pause = settings.RetryMinTime * Math.Pow(2, Math.Min(Failures, 16));
        return new(AssignmentStage.Failed, now, now + (pause < settings.RetryMaxTime ? pause : settings.RetryMaxTime), Failures + 1);
    }

    /// <summary>It has more than its bridge may bring in. To find out costs a snapshot: the pause is the longest, and doubles up to 64 times that.</summary>
    public Assignment GrowTooLarge(Instant now, PlannerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new(AssignmentStage.Failed, now, now + (settings.RetryMaxTime * Math.Pow(2, Math.Min(Failures, LongestDoubling))), Failures + 1) { IsTooLarge = true };
    }
}
