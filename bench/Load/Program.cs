using System.CommandLine;
using CmsOrchestrator.Load.Clients;
using CmsOrchestrator.Load.Commands;

// dotnet run --project bench/Load -c Release -- run --help
var bridges = new Argument<string[]>("bridges");
var bare = new Command("bare", "The bare client, which other commands start.") { bridges };
bare.SetAction((parsed, _) => BareClient.RunAsync(parsed.GetRequiredValue(bridges).Select(url => new Uri(url))));
var command = new RootCommand("Loads the orchestrator, and bare clients beside it, with simulated Call Bridges.")
{
    RunCommand.Create(), TableCommand.Create(), SoakCommand.Create(), ScaleCommand.Create(), YardsticksCommand.Create(), bare,
};
return await command.Parse(args).InvokeAsync();
