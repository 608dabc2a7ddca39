using System.Globalization;

namespace CmsOrchestrator.Nodes.Rows;

/// <summary>Runs of a row as a line of a table: median and longest, in seconds.</summary>
internal static class RowTable
{
    public const string Head = """
        | event | runs | connected elsewhere | view equals truth | whole again after mending | two nodes heard |
        |---|---|---|---|---|---|
        """;

    public static string Line(Row row, IReadOnlyCollection<RowFigures> runs) =>
        $"| {row.Text} | {runs.Count} | {Text(runs.Select(r => r.Connected))} | {Text(runs.Select(r => r.Truth))} "
        + $"| {Text(runs.Select(r => (TimeSpan?)r.Whole))} | {Text(runs.Select(r => (TimeSpan?)r.Two))} |";

    /// <summary>What took longer than it should; null for nothing.</summary>
    public static string? Missed(Row row, RowFigures run) => (run.Connected > row.ConnectedAim, run.Truth > row.TruthAim) switch
    {
        (true, _) => $"{row.Name}: connected after {run.Connected}, the aim is {row.ConnectedAim}",
        (_, true) => $"{row.Name}: true after {run.Truth}, the aim is {row.TruthAim}",
        _ => null,
    };

    private static string Text(IEnumerable<TimeSpan?> times)
    {
        var seconds = times.OfType<TimeSpan>().Select(t => t.TotalSeconds).Order().ToList();
        return seconds.Count == 0
            ? "–"
            : string.Create(CultureInfo.InvariantCulture, $"{seconds[(seconds.Count - 1) / 2]:0.0} s, ≤ {seconds[^1]:0.0} s");
    }
}
