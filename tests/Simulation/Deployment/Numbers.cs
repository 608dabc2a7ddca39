using CmsOrchestrator.Model;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Simulation;

/// <summary>Ids that one can read: the last group of the GUID counts. None is ever given twice in one run.</summary>
internal sealed class Numbers
{
    private int _calls;
    private int _people;
    private int _adHoc;
    private int _sessions;

    public CallGuid NextCall() => new(Guid(0xca, ++_calls));

    public ParticipantId NextPerson() => new(Guid(0xbe, ++_people));

    public CallCorrelator NextAdHoc() => new(Guid(0xad, ++_adHoc));

    public CallId NextSession() => new(Guid(0x5e, ++_sessions));

    public static CallCorrelator Space(int number) => new(Guid(0xc0, number + 1));

    private static Guid Guid(int group, int number) =>
        new(group, 0, 0, 0, 0, 0, 0, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number);
}
