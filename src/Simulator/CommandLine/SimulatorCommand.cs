using System.CommandLine;

namespace CmsOrchestrator.Simulator;

/// <summary>The program's command line (api.md). Exit codes: 0 fine, 1 it failed, 2 wrong arguments.</summary>
internal static class SimulatorCommand
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);

    private static readonly Option<Uri?> Listen = Ranges.Loopback(
        "--listen", "The first bridge's address; the other bridges take the ports after it.", "http://127.0.0.1:8800", "http", "https");

    private static readonly Option<Uri?> Control = Ranges.Loopback(
        "--control", "Address of a control surface for tests: /truth, /breaches, /bridges, /faults, /traffic.", null, "http");

    private static readonly Option<int> Clusters = Ranges.Whole("--clusters", "Clusters.", 2, 1, 100);
    private static readonly Option<int> Bridges = Ranges.Whole("--bridges", "Call Bridges of each cluster.", 3, 1, 24);
    private static readonly Option<int> Calls = Ranges.Whole("--calls", "Conferences at once, of each cluster.", 20, 1, 10_000);
    private static readonly Option<double> Rate = Ranges.Number("--rate", "Changes a second, of each cluster; 0 for none.", 10, 0, 10_000);
    private static readonly Option<int> Seed = Ranges.Whole("--seed", "The same seed makes the same traffic.", 1, int.MinValue, int.MaxValue);
    private static readonly Option<string> Username = Text("--username", "Of the events user.", "events");
    private static readonly Option<string> Password = Text("--password", "Of the events user.", "simulated");
    private static readonly Option<string?> CaOut = new("--ca-out") { Description = "Where to write the CA's certificate (PEM), with https." };

    private static readonly Option<string?> ConfigOut = new("--config-out")
    {
        Description = "Where to write the orchestrator's configuration; without it, it is printed.",
    };

    private static readonly Option<bool> NastyJson = new("--nasty-json")
    {
        Description = "Legal JSON that a client may not expect: 7.0, unknown keys, \"\" for no value.",
    };

    /// <summary>Runs until Ctrl-C or SIGTERM; gives the exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var command = new RootCommand("Simulated Cisco Meeting Server clusters: Call Bridges with conferences, on loopback.")
        {
            Listen, Control, Clusters, Bridges, Calls, Rate, Seed, Username, Password, CaOut, ConfigOut, NastyJson,
        };
        command.SetAction((parsed, stop) => SimulatorProgram.RunAsync(Read(parsed), stop));
        var result = command.Parse(arguments);
        foreach (var error in result.Errors)
        {
            await Console.Error.WriteLineAsync(error.Message);
        }

        return result.Errors.Count > 0
            ? 2
            : await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = StopTime });
    }

    private static SimulatorArguments Read(ParseResult parsed)
    {
        var listen = parsed.GetRequiredValue(Listen)!;
        var deployment = new SimulatedDeploymentOptions
        {
            Clusters = parsed.GetValue(Clusters),
            BridgesPerCluster = parsed.GetValue(Bridges),
            UseHttps = listen.Scheme == Uri.UriSchemeHttps,
            Host = listen.Host,
            FirstPort = listen.Port,
            Username = parsed.GetRequiredValue(Username),
            Password = parsed.GetRequiredValue(Password),
            Seed = parsed.GetValue(Seed),
            Behaviour = new ServerBehaviour { Json = parsed.GetValue(NastyJson) ? JsonStyle.Nasty : new JsonStyle() },
        };
        var traffic = new TrafficOptions { Calls = parsed.GetValue(Calls), Rate = parsed.GetValue(Rate), Seed = parsed.GetValue(Seed) };
        return new SimulatorArguments(deployment, traffic, parsed.GetValue(Control), parsed.GetValue(CaOut), parsed.GetValue(ConfigOut));
    }

    private static Option<string> Text(string name, string description, string standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };
}
