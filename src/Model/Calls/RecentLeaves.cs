using System.Collections.Immutable;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>
/// Who left a session lately by the word of a roster that was followed. A roster that comes over with its instance may have listed them
/// before, on a connection that died unnoticed: it does not bring them back.
/// </summary>
/// <param name="All">The oldest first; of more than <see cref="Most"/> the last.</param>
public sealed record RecentLeaves(ImmutableArray<RecentLeave> All)
{
    /// <summary>So many are remembered.</summary>
    public const int Most = 256;

    /// <summary>For so long: by then it has long been noticed that a connection had died when they left.</summary>
    public static TimeSpan Time { get; } = TimeSpan.FromMinutes(1);

    internal static RecentLeaves After(RecentLeaves? before, IEnumerable<RecentLeave> left, Instant at) =>
        new([.. (before?.At(at) ?? []).Concat(left).TakeLast(Most)]);

    /// <summary>Those that count at that time. A clock that was set back between two processes makes none count for longer.</summary>
    internal IEnumerable<RecentLeave> At(Instant at) => All.Where(l => (at - l.At).Duration() < Time);
}

/// <summary>One that left, when, and by which roster's word: that one takes it back by listing the participant again.</summary>
public readonly record struct RecentLeave(ParticipantId Participant, Instant At, InstanceKey ToldBy);
