using System.Diagnostics.Metrics;
using CmsOrchestrator.Actors.Telemetry;

namespace CmsOrchestrator.Actors.Tests.Support;

/// <summary>What is measured, as somebody who looks now sees it.</summary>
internal static class Measured
{
    /// <summary>The sum of an observed instrument's series.</summary>
    public static long Total(this ActorMetrics metrics, string name)
    {
        var (sum, isThere) = (0L, false);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter, metrics.Meter) && instrument.Name == name)
            {
                isThere = true;
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => sum += value);
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => sum += value);
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.True(isThere, $"{name} is not measured");
        return sum;
    }
}
