using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Tests.Hosting;

public class SteadyClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);

    private readonly Machine _time = new(Start);
    private readonly SteadyClock _clock;

    public SteadyClockTests() => _clock = new SteadyClock(_time);

    [Fact]
    public void It_begins_with_the_machines_clock_and_goes_with_it()
    {
        Assert.Equal(Instant.Of(Start), _clock.Now);
        _time.Advance(TimeSpan.FromMilliseconds(700));
        Assert.Equal(Instant.Of(_time.GetUtcNow()), _clock.Now);
        _time.Advance(TimeSpan.FromDays(100));
        Assert.Equal(Instant.Of(_time.GetUtcNow()), _clock.Now);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_clock_that_is_set_makes_no_interval_longer_or_shorter_by_more_than_a_twentieth(int sign)
    {
        Look();
        Set(sign * TimeSpan.FromHours(1));
        for (var i = 0; i < 100; i++)
        {
            var before = _clock.Now;
            Look();
            Assert.InRange((_clock.Now - before).TotalSeconds, 0.949, 1.051);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void What_it_shows_has_followed_the_machines_clock_after_twenty_times_the_jump_and_stays_with_it(int sign)
    {
        Look();
        Set(sign * TimeSpan.FromSeconds(3));
        for (var i = 0; i < 62; i++)
        {
            Look();
        }

        Assert.Equal(0, Off().TotalMilliseconds, tolerance: 1);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, Off().TotalMilliseconds, tolerance: 1);
    }

    [Fact]
    public void It_never_goes_back()
    {
        var before = _clock.Now;
        for (var i = 0; i < 5_000; i++)
        {
            Set(TimeSpan.FromSeconds(i % 7 == 0 ? -1000 : 143));
            _time.Advance(TimeSpan.FromMilliseconds(i % 13));
            var now = _clock.Now;
            Assert.True(now >= before, $"{now} after {before}");
            before = now;
        }
    }

    [Fact]
    public void After_a_pause_in_which_nobody_asked_it_has_not_gone_too_far()
    {
        Set(TimeSpan.FromSeconds(1));
        Look();
        _time.Advance(TimeSpan.FromHours(10));

        Assert.Equal(0, Off().TotalMilliseconds, tolerance: 1);
    }

    [Fact]
    public async Task It_does_not_go_back_for_many_threads_that_ask_at_once()
    {
        var clock = new SteadyClock(TimeProvider.System);
        var latest = 0L;
        await Parallel.ForAsync(0, 200_000, (_, _) =>
        {
            var known = Interlocked.Read(ref latest);
            var now = clock.Now.Milliseconds;
            Assert.True(now >= known, $"{now} after {known}");
            InterlockedMax(ref latest, now);
            return ValueTask.CompletedTask;
        });
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var known = Interlocked.Read(ref target); known < value;)
        {
            known = Interlocked.CompareExchange(ref target, value, known) is var found && found == known ? value : found;
        }
    }

    private void Set(TimeSpan by) => _time.Set(by);

    private void Look()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        _ = _clock.Now;
    }

    private TimeSpan Off() => _clock.Now - Instant.Of(_time.GetUtcNow());

    /// <summary>A machine whose clock is set while its time passes.</summary>
    private sealed class Machine(DateTimeOffset start) : TimeProvider
    {
        private DateTimeOffset _wall = start;
        private TimeSpan _passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _wall;

        public override long GetTimestamp() => _passed.Ticks;

        public void Advance(TimeSpan time) => (_wall, _passed) = (_wall + time, _passed + time);

        public void Set(TimeSpan by) => _wall += by;
    }
}
