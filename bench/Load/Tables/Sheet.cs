using System.Diagnostics;

namespace CmsOrchestrator.Load.Tables;

/// <summary>The rows of a table, printed as they are measured. What fails says why in its row, and so does what there is no time left for.</summary>
/// <param name="time">What is not measured by then is given up.</param>
/// <param name="stop">Nothing more is to be measured.</param>
internal sealed class Sheet(TimeSpan time, TextWriter output, CancellationToken stop)
{
    private readonly long _start = Stopwatch.GetTimestamp();

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    public void Begin()
    {
        output.WriteLine("| work | aim | figure |");
        output.WriteLine("|---|---|---|");
    }

    public void Row(string work, string aim, FormattableString figure) =>
        output.WriteLine($"| {work} | {aim} | {FormattableString.Invariant(figure)} |");

    /// <summary>Measures what writes its rows itself, within the time that is left.</summary>
    public async Task MeasureAsync(string work, string aim, Func<CancellationToken, Task> measure)
    {
        await Console.Error.WriteLineAsync($"[{Elapsed.TotalSeconds,4:N0} s] {work}");
        var left = time - Elapsed;
        if (left <= TimeSpan.Zero)
        {
            Row(work, aim, $"not measured: the {time.TotalMinutes:N1} minutes were over");
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(left);
        try
        {
            await measure(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Row(work, aim, $"given up: {(stop.IsCancellationRequested ? "it was stopped" : $"the {time.TotalMinutes:N1} minutes were over")}");
        }
#pragma warning disable CA1031 // Whatever went wrong is what the row has to say.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Row(work, aim, $"failed after {Elapsed.TotalSeconds:N0} s of the table: {e.Message.ReplaceLineEndings(" ").Replace('|', '/')}");
        }
    }

    public async Task EndAsync() => await Console.Error.WriteLineAsync($"[{Elapsed.TotalSeconds,4:N0} s] done");
}
