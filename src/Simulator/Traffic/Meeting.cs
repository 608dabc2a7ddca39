namespace CmsOrchestrator.Simulator;

/// <summary>A conference that the traffic has going.</summary>
internal sealed class Meeting(Conference conference, int size)
{
    public Conference Conference { get; } = conference;

    /// <summary>How many participants it tends to.</summary>
    public int Size { get; } = size;

    /// <summary>Whoever started or changed it meanwhile, this is who is in it.</summary>
    public List<Participant> Participants => Conference.Participants;

    public bool IsOver => Conference.Instances.Count == 0;
}
