using CmsOrchestrator.Load.Bridges;

namespace CmsOrchestrator.Load.Traffic;

/// <summary>
/// What happens in a conference: of ten changes of its roster eight are of somebody who is there, one is a guest who comes and one a
/// guest who leaves; with these two the figures of the call and of its info change, too (protocol.md §6). Conferences are at different
/// points of that, so that guests come somewhere all the time, and not everywhere at once.
/// </summary>
internal static class Happenings
{
    private const int Joins = 3;
    private const int Leaves = 8;

    /// <summary>Whether the next thing to happen there is one whose message carries a mark.</summary>
    public static bool NextIsMarked(Conference conference) => !GuestLeavesNext(conference);

    /// <summary>Lets the next thing happen, which carries that mark.</summary>
    public static void Next(Conference conference, int mark, ITrafficSink sink)
    {
        var (step, guestLeaves) = (Step(conference), GuestLeavesNext(conference));
        var change = conference.Changes++;
        switch (step)
        {
            case Joins:
                conference.GuestComes(mark);
                sink.ToRoster(Frames.Joins, new FrameValues { Subject = conference.Guest, Mark = mark });
                Count(conference, sink);
                break;
            case Leaves when guestLeaves:
                sink.ToRoster(Frames.Leaves, new FrameValues { Subject = conference.Guest });
                conference.GuestLeaves();
                Count(conference, sink);
                break;
            default:
                var (person, flag) = (change * 7 % conference.Participants, change / 20 % 2 == 0);
                var isSpeech = step % 2 == 0;
                var id = conference.Change(
                    person, p => isSpeech ? p with { Speaks = flag, Mark = mark } : p with { IsMuted = flag, Mark = mark });
                sink.ToRoster(isSpeech ? Frames.Speaks : Frames.IsMuted, new FrameValues { Subject = id, Mark = mark, Flag = flag });
                break;
        }
    }

    // Where a conference begins after the first guest would have come, nobody leaves yet.
    private static bool GuestLeavesNext(Conference conference) => Step(conference) == Leaves && conference.HasGuest;

    private static int Step(Conference conference) => (conference.Changes + conference.Number) % 10;

    private static void Count(Conference conference, ITrafficSink sink)
    {
        sink.ToCallList(Frames.CallCounts, new FrameValues { Subject = conference.Call.Value, Count = conference.Present });
        sink.ToCallInfo(Frames.InfoCounts, new FrameValues { Count = conference.Present });
    }
}
