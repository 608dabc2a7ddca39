namespace CmsOrchestrator.Actors.Leases;

/// <summary>
/// What an owner may still believe of a lease without asking. It counts from before the statement was sent, so the database's time
/// can only end later; and it counts a tenth less than the time to live, which no two clocks differ by in that time.
/// </summary>
internal sealed class LeaseHold(long fence, LeaseHold.Mark sent, TimeSpan timeToLive, TimeProvider time)
{
    public long Fence => fence;

    /// <summary>How long it may still be relied on; zero once it may not.</summary>
    public TimeSpan Left
    {
        get
        {
            var left = (timeToLive * 0.9) - sent.ElapsedBy(time);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public bool IsGood => Left > TimeSpan.Zero;

    /// <summary>
    /// A moment by both clocks. The steady one stands still while a machine is suspended, the other jumps when it is set; whichever
    /// says that more time has passed is believed, because giving up a lease too early harms nobody.
    /// </summary>
    internal readonly record struct Mark(long Steady, DateTimeOffset Wall)
    {
        public static Mark Now(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow());

        public TimeSpan ElapsedBy(TimeProvider time)
        {
            var (steady, wall) = (time.GetElapsedTime(Steady), time.GetUtcNow() - Wall);
            return steady > wall ? steady : wall;
        }
    }
}
