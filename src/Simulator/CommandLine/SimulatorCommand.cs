using System.CommandLine;

namespace CmsOrchestrator.Simulator;

/// <summary>The program's command line (api.md). Exit codes: 0 fine, 1 it failed, 2 wrong arguments.</summary>
internal static class SimulatorCommand
{
    private static readonly Option<Uri> Listen = new("--listen")
    {
        Description = "The first bridge's address, loopback, http or https; the other bridges take the ports after it.",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:8800"),
    };

    private static readonly Option<Uri?> Control = new("--control")
    {
        Description = "Address of a control surface for tests, loopback, http: /truth, /breaches, /bridges, /faults, /traffic.",
    };

    private static readonly Option<int> Clusters = Number("--clusters", "Clusters.", 2);
    private static readonly Option<int> Bridges = Number("--bridges", "Call Bridges of each cluster.", 3);
    private static readonly Option<int> Calls = Number("--calls", "Conferences at once, of each cluster.", 20);
    private static readonly Option<int> Seed = new("--seed") { Description = "The same seed makes the same traffic.", DefaultValueFactory = _ => 1 };

    private static readonly Option<double> Rate = new("--rate")
    {
        Description = "Changes a second, of each cluster; 0 for none.",
        DefaultValueFactory = _ => 10,
    };

    private static readonly Option<string> Username = new("--username") { Description = "Of the events user.", DefaultValueFactory = _ => "events" };
    private static readonly Option<string> Password = new("--password") { Description = "Of the events user.", DefaultValueFactory = _ => "simulated" };
    private static readonly Option<string?> CaOut = new("--ca-out") { Description = "Where to write the CA's certificate (PEM), with https." };
    private static readonly Option<string?> ConfigOut = new("--config-out") { Description = "Where to write the orchestrator's configuration; else it is printed." };
    private static readonly Option<bool> NastyJson = new("--nasty-json") { Description = "Legal JSON that clients may not expect: 7.0, unknown keys, \"\"." };

    /// <summary>Runs until Ctrl-C or SIGTERM; gives the exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var command = new RootCommand("Simulated Cisco Meeting Server clusters: Call Bridges with conferences, on loopback.")
        {
            Listen, Control, Clusters, Bridges, Calls, Rate, Seed, Username, Password, CaOut, ConfigOut, NastyJson,
        };
        Rate.Validators.Add(r => Check(r, r.GetValueOrDefault<double>() is >= 0 and <= 10_000, "from 0 to 10,000"));
        Listen.Validators.Add(r => Check(r, IsLoopback(r.GetValueOrDefault<Uri>(), "http", "https"), "a loopback address, http or https"));
        Control.Validators.Add(r => Check(r, IsLoopback(r.GetValueOrDefault<Uri?>(), "http"), "a loopback address, http"));
        command.SetAction((parsed, stop) => SimulatorProgram.RunAsync(Read(parsed), stop));

        var result = command.Parse(arguments);
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            return 2;
        }

        return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
    }

    private static SimulatorArguments Read(ParseResult parsed)
    {
        var listen = parsed.GetRequiredValue(Listen);
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

    private static Option<int> Number(string name, string description, int standard)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(r => Check(r, r.GetValueOrDefault<int>() is >= 1 and <= 10_000, "from 1 to 10,000"));
        return option;
    }

    private static void Check(System.CommandLine.Parsing.OptionResult result, bool isGood, string range)
    {
        if (!isGood)
        {
            result.AddError($"{result.Option.Name}: must be {range}.");
        }
    }

    private static bool IsLoopback(Uri? address, params string[] schemes) =>
        address is { IsAbsoluteUri: true, IsLoopback: true, AbsolutePath: "/" } && schemes.Contains(address.Scheme);
}
