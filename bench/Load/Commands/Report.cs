using System.Globalization;
using CmsOrchestrator.Load.Runs;

namespace CmsOrchestrator.Load.Commands;

/// <summary>Figures as text.</summary>
internal static class Report
{
    public static string Of(ProgramFigures f) => string.Create(CultureInfo.InvariantCulture, $"""
          shown          {f.Rate:N0} changes/s, told {f.Told / f.Seconds:N0}/s, as {f.Events / f.Seconds:N0} events/s
          age            p50 {Milliseconds(f.Ages.Percentile(0.5))}, p99 {Milliseconds(f.Ages.Percentile(0.99))}, max {Milliseconds(f.Ages.Percentile(1))}
          processor      {f.Cores:N2} cores, {f.CpuMicroseconds:N1} µs a change
          memory         {f.After.WorkingSet / 1e6:N0} MB, {f.Allocated:N0} B allocated a change, {f.Collections:N0} collections, {f.PauseSeconds:N2} s paused
          journal        {f.JournalCommit:N1} facts a write, {f.JournalMilliseconds:N1} ms
          feed           {f.FeedCommit:N1} changes a transaction, {f.FeedMilliseconds:N1} ms
        """);

    public static string Of(YardstickFigures f) => string.Create(CultureInfo.InvariantCulture, $"  {f.Rate:N0} changes/s, {f.Cores:N2} cores");

    public static string Of(ReaderFigures f) => string.Create(
        CultureInfo.InvariantCulture,
        $"  {f.Ours:N0} messages/s, {f.Allocated:N0} B allocated each; Utf8JsonReader alone {f.Bare:N0} messages/s: {f.Ours / f.Bare:P0} of it");

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:N1} ms");
}
