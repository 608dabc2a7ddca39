using System.Diagnostics;
using CmsOrchestrator.Simulation;

// dotnet run --project tests/Simulation -c Release -- [--seeds N] [--from S] [--most F] | --seed S
var options = args.Chunk(2).Where(a => a.Length == 2).ToDictionary(a => a[0], a => a[1]);
if (args.Length % 2 != 0 || options.Keys.Except(["--seeds", "--from", "--seed", "--most"]).Any() || !options.Values.All(v => int.TryParse(v, out _)))
{
    Console.Error.WriteLine("--seeds N: so many seeds (1000). --from S: the first one (1). --most F: ends after F that fail. --seed S: this one alone, with everything that happens.");
    return 2;
}

int Number(string name, int otherwise) => options.TryGetValue(name, out var text) ? int.Parse(text) : otherwise;

var only = options.ContainsKey("--seed");
var watch = Stopwatch.StartNew();
var first = Number(only ? "--seed" : "--from", 1);
var failures = Seeds.Run(first, only ? 1 : Number("--seeds", 1000), Number("--most", int.MaxValue), Console.Out);
Console.WriteLine($"{(only ? 1 : Number("--seeds", 1000))} seeds from {first}, {failures.Count} failed, {watch.Elapsed.TotalSeconds:0.0} s");
foreach (var (seed, problem) in failures.Take(options.ContainsKey("--most") ? 0 : 3))
{
    Seeds.Explain(seed, problem, Console.Out);
}

return failures.Count == 0 ? 0 : 1;
