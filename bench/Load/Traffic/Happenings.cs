using CmsOrchestrator.Load.Bridges;

namespace CmsOrchestrator.Load.Traffic;

/// <summary>
/// What happens in a conference: of ten changes of its roster eight are of somebody who is there, one is a guest who comes and one a
/// guest who leaves; with these two the figures of the call and of its info change, too (protocol.md §6).
/// </summary>
internal static class Happenings
{
    /// <summary>Whether the next thing to happen there is one whose message carries a mark.</summary>
    public static bool NextIsMarked(Conference conference) => conference.Changes % 10 != 8;

    /// <summary>Lets the next thing happen, which carries that mark.</summary>
    public static void Next(Conference conference, int mark, ITrafficSink sink)
    {
        var change = conference.Changes++;
        switch (change % 10)
        {
            case 3:
                conference.GuestComes(mark);
                sink.ToRoster(Frames.Joins, new FrameValues { Subject = conference.Guest, Mark = mark });
                Count(conference, sink);
                break;
            case 8:
                sink.ToRoster(Frames.Leaves, new FrameValues { Subject = conference.Guest });
                conference.GuestLeaves();
                Count(conference, sink);
                break;
            case var n:
                var (person, flag) = (change * 7 % conference.Participants, change / 20 % 2 == 0);
                var isSpeech = n % 2 == 0;
                var id = conference.Change(
                    person, p => isSpeech ? p with { Speaks = flag, Mark = mark } : p with { IsMuted = flag, Mark = mark });
                sink.ToRoster(isSpeech ? Frames.Speaks : Frames.IsMuted, new FrameValues { Subject = id, Mark = mark, Flag = flag });
                break;
        }
    }

    private static void Count(Conference conference, ITrafficSink sink)
    {
        sink.ToCallList(Frames.CallCounts, new FrameValues { Subject = conference.Call.Value, Count = conference.Present });
        sink.ToCallInfo(Frames.InfoCounts, new FrameValues { Count = conference.Present });
    }
}
