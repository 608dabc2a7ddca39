namespace CmsOrchestrator.Api.Metrics;

/// <summary>One series' value so far. Safe for any thread.</summary>
internal abstract class Series
{
    /// <summary>Takes one measurement.</summary>
    public abstract void Record(double value);

    public abstract void Write(MetricText text, MetricName name, Labels labels);
}

/// <summary>A running total, or what was observed last.</summary>
internal sealed class NumberSeries(NumberKind kind) : Series
{
    private double _value;

    public override void Record(double value)
    {
        if (kind == NumberKind.Observed)
        {
            Volatile.Write(ref _value, value);
            return;
        }

        double seen;
        do
        {
            seen = Volatile.Read(ref _value);
        }
        while (Interlocked.CompareExchange(ref _value, seen + value, seen) != seen);
    }

    public override void Write(MetricText text, MetricName name, Labels labels) =>
        text.Sample(name.Name, labels, null, Volatile.Read(ref _value));
}

/// <summary>Whether measurements are steps or values.</summary>
internal enum NumberKind
{
    Added,
    Observed,
}

/// <summary>How many measurements fell up to each bound, how many there were, and their sum.</summary>
internal sealed class HistogramSeries(double[] bounds) : Series
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private readonly Lock _gate = new();
    private double _sum;

    public override void Record(double value)
    {
        var place = Array.BinarySearch(bounds, value);
        lock (_gate)
        {
            _counts[place < 0 ? ~place : place]++;
            _sum += value;
        }
    }

    public override void Write(MetricText text, MetricName name, Labels labels)
    {
        long[] counts;
        double sum;
        lock (_gate)
        {
            (counts, sum) = ([.. _counts], _sum);
        }

        var total = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            text.Sample(name.Name + "_bucket", labels, i < bounds.Length ? MetricText.Number(bounds[i]) : "+Inf", total);
        }

        text.Sample(name.Name + "_sum", labels, null, sum);
        text.Sample(name.Name + "_count", labels, null, total);
    }
}
