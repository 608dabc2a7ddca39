using System.Globalization;
using System.Text;

namespace CmsOrchestrator.Load.Scales;

/// <summary>One panel of the picture: participants from 10 to 1,000,000, each decade as wide as the next, and a quantity from nothing upwards.</summary>
internal sealed class ScalePanel(int left, string title, IReadOnlyList<ScalePanel.Dot> dots)
{
    private const int Top = 70, Bottom = 340, Width = 340, FirstDecade = 1, LastDecade = 6, Steps = 5;

    private readonly double _most = Round(dots.Select(dot => dot.Value).Append(1e-3).Max());

    /// <summary>A value, and which series it belongs to.</summary>
    internal readonly record struct Dot(int Series, int Participants, double Value);

    public void Draw(StringBuilder svg, IReadOnlyList<string> colours)
    {
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{left}" y="{Top - 14}" font-weight="bold">{title}</text>{'\n'}""");
        for (var step = 0; step <= Steps; step++)
        {
            var value = _most * step / Steps;
            var y = Y(value);
            svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{left}" x2="{left + Width}" y1="{y:0.#}" y2="{y:0.#}" stroke="#ddd"/><text x="{left - 8}" y="{y + 4:0.#}" text-anchor="end">{value:#,0.##}</text>{'\n'}""");
        }

        for (var decade = FirstDecade; decade <= LastDecade; decade++)
        {
            var x = X(Math.Pow(10, decade));
            svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{x:0.#}" x2="{x:0.#}" y1="{Bottom}" y2="{Bottom + 5}" stroke="#222"/><text x="{x:0.#}" y="{Bottom + 20}" text-anchor="middle">{Math.Pow(10, decade):#,0}</text>{'\n'}""");
        }

        svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{left}" x2="{left + Width}" y1="{Bottom}" y2="{Bottom}" stroke="#222"/><text x="{left + (Width / 2)}" y="{Bottom + 42}" text-anchor="middle">live participants</text>{'\n'}""");
        foreach (var series in dots.GroupBy(dot => dot.Series))
        {
            var line = series.OrderBy(dot => dot.Participants).ToList();
            svg.Append(CultureInfo.InvariantCulture, $"""<polyline fill="none" stroke="{colours[series.Key]}" stroke-width="1.5" points="{string.Join(' ', line.Select(Place))}"/>{'\n'}""");
            foreach (var dot in line)
            {
                svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{X(dot.Participants):0.#}" cy="{Y(dot.Value):0.#}" r="5" fill="{colours[series.Key]}"/>{'\n'}""");
            }
        }
    }

    private double X(double participants) => left + (Width * (Math.Log10(participants) - FirstDecade) / (LastDecade - FirstDecade));

    // What lies below nothing is drawn at nothing.
    private double Y(double value) => Bottom - ((Bottom - Top) * Math.Max(0, value) / _most);

    private string Place(Dot dot) => string.Create(CultureInfo.InvariantCulture, $"{X(dot.Participants):0.#},{Y(dot.Value):0.#}");

    // The next of 1, 2, 5, 10, 20, and so on.
    private static double Round(double most)
    {
        var decade = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return decade * (most / decade) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    }
}
