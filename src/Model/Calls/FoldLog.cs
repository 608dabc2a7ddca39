using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Calls;

/// <summary>Whom one change touched: what a publication has to look at, and nothing else.</summary>
internal sealed class FoldLog
{
    public List<ParticipantId> Joined { get; } = [];

    public List<(ParticipantId Participant, string? Reason)> Left { get; } = [];

    /// <summary>Those whose view may read differently.</summary>
    public List<ParticipantId> Touched { get; } = [];

    /// <summary>Everybody's view may read differently.</summary>
    public bool TouchedAll { get; set; }

    public void Clear()
    {
        Joined.Clear();
        Left.Clear();
        Touched.Clear();
        TouchedAll = false;
    }
}
