using CmsOrchestrator.Api.Bench;

// dotnet run --project bench/Api.Bench -c Release -- [seconds for each figure, 5]
var time = TimeSpan.FromSeconds(args is [var seconds] ? double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture) : 5);
await using var host = await BenchHost.StartAsync();
await Queries.RunAsync(host, time);
await Watching.RunAsync(host, time);
