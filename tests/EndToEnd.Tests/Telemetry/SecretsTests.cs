using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CmsOrchestrator.Simulator;

namespace CmsOrchestrator.EndToEnd.Tests.Telemetry;

/// <summary>Passwords and tokens that are looked for wherever the program says something.</summary>
public sealed class SecretsTests
{
    private const string Password = "canary-5a1f-right";
    private const string WrongPassword = "canary-5a1f-wrong";
    private const string MisplacedPassword = "canary-5a1f-misplaced";

    private static readonly string[] Paths =
    [
        "/metrics", "/healthz/ready", "/api/v1/clusters", "/api/v1/callBridges", "/api/v1/callBridges/emea/wrong", "/api/v1/calls",
        "/api/v1/participants", "/api/v1/stats", "/api/v1/nodes", "/openapi/v1.json", "/",
    ];

    [Fact]
    public async Task No_secret_leaves_by_log_metric_API_or_storage_whatever_goes_wrong()
    {
        using var directory = new TestDirectory();
        await using var site = await SimulatedDeployment.StartAsync(
            new SimulatedDeploymentOptions { BridgesPerCluster = 2, UseHttps = true, Password = Password });
        await using var traffic = new DeploymentTraffic(site, new TrafficOptions { Calls = 4 });
        traffic.Start();
        var config = Path.Combine(directory.Path, "site.json");
        var configuration = Configuration(directory.Path, site);
        await File.WriteAllTextAsync(config, configuration.ToJsonString());
        await using var program = OrchestratorProcess.Start("run", "--config", config, "--urls", OrchestratorProcess.FreeUrl());
        await program.ReadyAsync();

        // A password that is refused, connections that break, a token that is refused, an upgrade that is, a message that is nonsense.
        await UntilLoggedAsync(program, "\"EventId\":1003");
        var bridge = site.Clusters[0].Bridges[0];
        var tokens = bridge.Tokens.ToList();
        await Eventually.TrueAsync(() => bridge.Inject(Injection.Text()) > 0, "no connection");
        await UntilLoggedAsync(program, "\"EventId\":1002");
        bridge.Faults.Token = new TokenFault.NoHeader();
        await bridge.RestartAsync(CallsAfterRestart.Kept);
        await UntilLoggedAsync(program, "has no token");
        bridge.Faults.Clear();
        await Eventually.TrueAsync(() => bridge.ConnectionCount > 0, "no connection");
        tokens.AddRange(site.Bridges.SelectMany(b => b.Tokens));

        // An edit with secrets where they do not belong.
        configuration["Orchestrator"]!["Clusters"]!["emea"]!["CallBridges"]!["wrong"]!["Passwrd"] = MisplacedPassword;
        configuration["Orchestrator"]!["Clusters"]!["emea"]!["CallBridges"]!["wrong"]!["Url"] = $"https://events:{MisplacedPassword}@127.0.0.1:1";
        await File.WriteAllTextAsync(config, configuration.ToJsonString());
        await UntilLoggedAsync(program, "\"EventId\":4003");

        var said = new StringBuilder();
        foreach (var path in Paths)
        {
            using var answer = await program.Http.GetAsync(path);
            said.Append(answer.Headers).Append(await answer.Content.ReadAsStringAsync());
        }

        Assert.Equal(0, await program.TerminateAsync());
        said.Append(program.Log);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(directory.Path, "data")))
        {
            said.Append(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)));
        }

        var text = said.ToString();
        Assert.NotEmpty(tokens);
        Assert.All(Secrets(tokens), secret => Assert.False(text.Contains(secret, StringComparison.OrdinalIgnoreCase), $"a secret shows: {Around(text, secret)}"));
        Assert.Contains("\"CallBridge\":\"emea/wrong\"", program.Log, StringComparison.Ordinal); // fields have names
    }

    private static IEnumerable<string> Secrets(IEnumerable<string> tokens) =>
        tokens.Concat(new[] { Password, WrongPassword, MisplacedPassword }.SelectMany(p => new[]
        {
            p, Convert.ToBase64String(Encoding.UTF8.GetBytes($"events:{p}")), Convert.ToBase64String(Encoding.UTF8.GetBytes(p)),
        })).Append("canary-5a1f");

    private static string Around(string text, string secret)
    {
        var at = text.IndexOf(secret, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : text[Math.Max(0, at - 100)..at];
    }

    private static JsonObject Configuration(string directory, SimulatedDeployment site)
    {
        File.WriteAllText(Path.Combine(directory, "ca.pem"), site.CaPem);
        var bridges = site.Clusters[0].Bridges.ToDictionary(b => b.Name, b => Bridge(b, Password));
        bridges["wrong"] = Bridge(site.Clusters[0].Bridges[0], WrongPassword);
        return JsonSerializer.SerializeToNode(new
        {
            Orchestrator = new
            {
                DataDirectory = Path.Combine(directory, "data"),
                ReconnectMinTime = "00:00:00.100",
                ReconnectMaxTime = "00:00:01",
                Clusters = new { emea = new { CallBridges = bridges } },
            },
            Logging = new { Format = "json", Level = "trace" },
        })!.AsObject();
    }

    private static object Bridge(SimulatedCallBridge bridge, string password) => new
    {
        Url = bridge.Url.GetLeftPart(UriPartial.Authority), bridge.Username, Password = password, CaFile = "ca.pem",
    };

    private static Task UntilLoggedAsync(OrchestratorProcess program, string text) => Eventually.NoDifferenceAsync(
        () => program.Log.Contains(text, StringComparison.Ordinal) ? null : $"{text} is not in the log:\n{program.Log}");
}
