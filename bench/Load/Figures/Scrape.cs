using System.Globalization;

namespace CmsOrchestrator.Load.Figures;

/// <summary>What <c>/metrics</c> says at one moment: each name with the sum over its series.</summary>
internal sealed class Scrape
{
    private readonly Dictionary<string, double> _sums = [];

    private Scrape()
    {
    }

    public static Scrape None { get; } = new();

    public double this[string name] => _sums.GetValueOrDefault(name);

    public static async Task<Scrape> TakeAsync(HttpClient http)
    {
        var scrape = new Scrape();
        foreach (var line in (await http.GetStringAsync("/metrics")).Split('\n'))
        {
            if (line.Length > 0 && line[0] != '#' && line.LastIndexOf(' ') is var space and > 0)
            {
                var name = line[..line.AsSpan().IndexOfAny('{', ' ')];
                scrape._sums[name] = scrape[name] + double.Parse(line.AsSpan(space + 1), CultureInfo.InvariantCulture);
            }
        }

        return scrape;
    }
}
