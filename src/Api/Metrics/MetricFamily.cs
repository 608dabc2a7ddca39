using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CmsOrchestrator.Api.Metrics;

/// <summary>All series of one instrument. Recording into a series that is there allocates nothing. Safe for any thread.</summary>
internal sealed class MetricFamily
{
    // What labels say is bounded by the configuration and by our routes; this stands behind it.
    private const int MaxSeries = 20_000;

    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<Labels, Series> _series = new(LabelsComparer.Instance);
    private readonly ConcurrentDictionary<Labels, Series>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _lookup;
    private readonly Func<Series> _make;

    public MetricFamily(MetricName name, Instrument instrument)
    {
        Name = name;
        IsObserved = instrument.IsObservable;
        _lookup = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
        var bounds = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries?.ToArray() ?? DefaultBounds;
        var kind = IsObserved || instrument is Gauge<double> or Gauge<long> ? NumberKind.Observed : NumberKind.Added;
        _make = instrument is Histogram<double> ? () => new HistogramSeries(bounds) : () => new NumberSeries(kind);
    }

    public MetricName Name { get; }

    /// <summary>Whether each reading tells all series there are.</summary>
    public bool IsObserved { get; }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        if (!_lookup.TryGetValue(labels, out var series))
        {
            if (_series.Count >= MaxSeries)
            {
                return;
            }

            series = _series.GetOrAdd(LabelsComparer.Instance.Create(labels), _ => _make());
        }

        series.Record(value);
    }

    public void Clear() => _series.Clear();

    /// <summary>Drops the series that are no longer about anything.</summary>
    public void Keep(Func<Labels, bool> isAlive)
    {
        foreach (var labels in _series.Keys.Where(labels => !isAlive(labels)))
        {
            _series.TryRemove(labels, out _);
        }
    }

    public void Write(MetricText text)
    {
        if (_series.IsEmpty)
        {
            return;
        }

        text.Head(Name);
        foreach (var (labels, series) in _series.OrderBy(s => string.Join('\0', s.Key.Pairs.Select(p => p.Value)), StringComparer.Ordinal))
        {
            series.Write(text, Name, labels);
        }
    }
}
