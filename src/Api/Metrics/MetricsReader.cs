using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CmsOrchestrator.Actors.Telemetry;
using CmsOrchestrator.Actors.Views;

namespace CmsOrchestrator.Api.Metrics;

/// <summary>
/// Listens to what this host measures, and says it as Prometheus reads it. Series of Call Bridges and clusters that left the
/// configuration go with them.
/// </summary>
internal sealed class MetricsReader : IDisposable
{
    private const string RuntimeMeter = "System.Runtime";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, MetricFamily> _families = new();
    private readonly Lock _reading = new();
    private readonly IMeterFactory _factory;
    private readonly ActorMetrics _actors;
    private readonly BridgeFigures _figures;

    public MetricsReader(IMeterFactory factory, ActorMetrics actors, BridgeFigures figures, ViewMetrics views, PlacementMetrics placement)
    {
        (_factory, _actors, _figures) = (factory, actors, figures);
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(placement);
        _listener.InstrumentPublished = Listen;
        _listener.SetMeasurementEventCallback<double>(static (_, value, labels, family) => Record(value, labels, family));
        _listener.SetMeasurementEventCallback<long>(static (_, value, labels, family) => Record(value, labels, family));
        _listener.SetMeasurementEventCallback<int>(static (_, value, labels, family) => Record(value, labels, family));
        _listener.Start();
    }

    /// <summary>All series, by name. One reading at a time.</summary>
    public string Read()
    {
        lock (_reading)
        {
            foreach (var family in _families.Values.Where(family => family.IsObserved))
            {
                family.Clear();
            }

            _listener.RecordObservableInstruments();
            var text = new MetricText();
            foreach (var family in _families.Values.OrderBy(family => family.Name.Name, StringComparer.Ordinal))
            {
                if (!family.IsObserved)
                {
                    family.Keep(IsAlive);
                }

                family.Write(text);
            }

            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private static void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels, object? family) =>
        ((MetricFamily)family!).Record(value, labels);

    private void Listen(Instrument instrument, MeterListener listener)
    {
        if (NameOf(instrument) is { } name)
        {
            var family = _families[instrument] = new MetricFamily(name, instrument);
            listener.EnableMeasurementEvents(instrument, family);
        }
    }

    private MetricName? NameOf(Instrument instrument) => instrument.Meter switch
    {
        var meter when ReferenceEquals(meter, _actors.Meter) => MetricName.OfOwn(instrument),
        { Name: ViewMetrics.MeterName } meter when ReferenceEquals(meter.Scope, _factory) => MetricName.OfOwn(instrument),
        { Name: RuntimeMeter } => MetricName.OfFramework(instrument),
        var meter when ReferenceEquals(meter.Scope, _factory) => MetricName.OfFramework(instrument),
        _ => null,
    };

    private bool IsAlive(Labels labels) =>
        labels.Find(ActorMetrics.ClusterLabel) is not { } cluster || _figures.Has(cluster, labels.Find(ActorMetrics.CallBridgeLabel));
}
