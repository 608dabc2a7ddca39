namespace CmsOrchestrator.Model.Planning;

/// <summary>Those of the smallest calls first; the rest only makes it a total order.</summary>
internal sealed class RosterOrder : IComparer<(long Participants, Guid Id, PartKey Part)>
{
    public static RosterOrder Instance { get; } = new();

    public int Compare((long Participants, Guid Id, PartKey Part) x, (long Participants, Guid Id, PartKey Part) y) =>
        x.Participants.CompareTo(y.Participants) is var size and not 0 ? size
        : x.Id.CompareTo(y.Id) is var id and not 0 ? id
        : x.Part.Instance.CompareTo(y.Part.Instance);
}
