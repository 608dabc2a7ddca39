using System.Globalization;
using System.Text;

namespace CmsOrchestrator.Load.Scales;

/// <summary>The points as a picture: two panels over the number of live participants, in SVG that needs nothing else.</summary>
internal static class ScalePlot
{
    private const int Width = 920, Height = 400;
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#7a3e9d"];

    public static string Draw(IReadOnlyList<ScalePoint> points)
    {
        var series = points.Select(point => point.Series).Distinct().ToList();
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" font-family="sans-serif" font-size="12" fill="#222">
            <rect width="{Width}" height="{Height}" fill="#fff"/>

            """);
        for (var n = 0; n < series.Count; n++)
        {
            var x = 70 + (n * 200);
            svg.Append(CultureInfo.InvariantCulture, $"""
                <circle cx="{x}" cy="22" r="5" fill="{Colours[n]}"/><text x="{x + 12}" y="26">{series[n]}</text>

                """);
        }

        new ScalePanel(70, "processor time for each change, µs", [.. points.Select(p => new ScalePanel.Dot(series.IndexOf(p.Series), p.Size.AllParticipants, p.Microseconds))])
            .Draw(svg, Colours);
        new ScalePanel(530, "memory for each live participant, KB", [.. points.Where(p => p.Size.AllParticipants >= 5000)
            .Select(p => new ScalePanel.Dot(series.IndexOf(p.Series), p.Size.AllParticipants, p.BytesEach(points[0]) / 1000))])
            .Draw(svg, Colours);
        return svg.Append("</svg>\n").ToString();
    }
}
