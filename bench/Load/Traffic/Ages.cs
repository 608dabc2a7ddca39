namespace CmsOrchestrator.Load.Traffic;

/// <summary>
/// Times, counted in classes of which each is a tenth wider than the one before: what it says of them is up to a tenth too much. Safe
/// for any threads.
/// </summary>
internal sealed class Ages
{
    private const double Step = 1.1;
    private static readonly double Shortest = TimeSpan.FromMicroseconds(10).TotalSeconds;

    private long[] _classes = new long[256];

    public void Add(TimeSpan age)
    {
        var place = age.TotalSeconds <= Shortest ? 0 : (int)Math.Ceiling(Math.Log(age.TotalSeconds / Shortest, Step));
        Interlocked.Increment(ref _classes[Math.Min(place, _classes.Length - 1)]);
    }

    public void Reset() => _classes = new long[256];

    /// <summary>The time that this part of them, from 0 to 1, does not exceed.</summary>
    public TimeSpan Percentile(double part)
    {
        var classes = _classes;
        var rest = (long)Math.Ceiling(classes.Sum() * part);
        for (var i = 0; i < classes.Length; i++)
        {
            rest -= classes[i];
            if (rest <= 0)
            {
                return TimeSpan.FromSeconds(Shortest * Math.Pow(Step, i));
            }
        }

        return TimeSpan.Zero;
    }
}
