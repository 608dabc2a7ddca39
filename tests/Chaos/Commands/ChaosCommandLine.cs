using System.CommandLine;
using CmsOrchestrator.Chaos.Site;

namespace CmsOrchestrator.Chaos.Commands;

/// <summary>What is run: rounds of random faults, or storms. Exit codes: 0 all was well, 1 it was not, 2 wrong arguments.</summary>
internal static class ChaosCommandLine
{
    private static readonly Option<int> Bridges = Number("--bridges", "Call Bridges, in clusters of 24 at most.", 100);
    private static readonly Option<int> Seed = Number("--seed", "The same seed chooses the same faults and the same traffic.", 1);
    private static readonly Option<int> Within = Number("--within", "Seconds after the last fault within which the view has to be the truth.", 10);
    private static readonly Option<double> Minutes = new("--minutes") { Description = "How long.", DefaultValueFactory = _ => 3 };
    private static readonly Option<bool> PostgreSql = new("--postgresql") { Description = "On PostgreSQL instead of SQLite." };
    private static readonly Option<string[]> Only = new("--only") { Description = "These faults only.", AllowMultipleArgumentsPerToken = true };

    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("The program in a process of its own, simulated Call Bridges, and everything that can go wrong between them.")
        {
            Bridges, Seed, Within, PostgreSql, Minutes, Only,
        };
        root.SetAction((parsed, _) => RoundsCommand.RunAsync(
            Shape(parsed, callsPerCluster: 20), TimeSpan.FromMinutes(parsed.GetValue(Minutes)), Limit(parsed), parsed.GetValue(Only) ?? [], Console.Out));
        var storm = new Command("storm", "All connections are lost at once, in three ways.") { Bridges, Seed, Within, PostgreSql };
        storm.SetAction((parsed, _) => StormCommand.RunAsync(Shape(parsed, callsPerCluster: 40), Limit(parsed), Console.Out));
        root.Add(storm);
        var result = root.Parse(arguments);
        return result.Errors.Count > 0 ? await result.InvokeAsync() | 2 : await result.InvokeAsync();
    }

    private static SiteShape Shape(ParseResult parsed, int callsPerCluster) =>
        SiteShape.Of(parsed.GetValue(Bridges), callsPerCluster, parsed.GetValue(Seed)) with { IsPostgreSql = parsed.GetValue(PostgreSql) };

    private static TimeSpan Limit(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(Within));

    private static Option<int> Number(string name, string description, int standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };
}
