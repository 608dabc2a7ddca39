using System.Globalization;
using CmsOrchestrator.Api.Bench;

// dotnet run --project bench/Api.Bench -c Release -- [seconds for each figure, 5] [queries | watching]
var time = TimeSpan.FromSeconds(args is [var seconds, ..] ? double.Parse(seconds, CultureInfo.InvariantCulture) : 5);
var only = args is [_, var part] ? part : null;
await using var host = await BenchHost.StartAsync();
if (only is null or "queries")
{
    await Queries.RunAsync(host, time);
}

if (only is null or "watching")
{
    await Watching.RunAsync(host, time);
}
