using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Scales;

/// <summary>What one deployment cost.</summary>
/// <param name="Series">What it has in common with others.</param>
/// <param name="Microseconds">Processor time of the program for each change of a roster.</param>
/// <param name="Allocated">Bytes, likewise.</param>
/// <param name="WorkingSet">Of the program, with everything live, in bytes.</param>
internal sealed record ScalePoint(string Series, SiteSize Size, double Microseconds, double Allocated, long WorkingSet)
{
    /// <summary>Bytes for each live participant, beyond what the program takes where there is next to nothing.</summary>
    public double BytesEach(ScalePoint least) =>
        (double)(WorkingSet - least.WorkingSet) / (Size.AllParticipants - least.Size.AllParticipants);
}
