using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CmsOrchestrator.Configuration;

namespace CmsOrchestrator.EndToEnd.Tests.Configuration;

public sealed class NodeProblemTests : IDisposable
{
    private const string Node = "Orchestrator:Node";

    private readonly SiteFiles _files = new();

    [Theory]
    [InlineData("""{ "Port": 4053, "Seeds": ["127.0.0.1:4053"] }""", Node + ":Host", "is missing")]
    [InlineData("""{ "Host": "0.0.0.0", "Port": 4053, "Seeds": ["127.0.0.1:4053"] }""", Node + ":Host", "at which the other nodes reach")]
    [InlineData("""{ "Host": "::1", "Port": 4053, "Seeds": ["127.0.0.1:4053"] }""", Node + ":Host", "at which the other nodes reach")]
    [InlineData("""{ "Host": "a b", "Port": 4053, "Seeds": ["127.0.0.1:4053"] }""", Node + ":Host", "at which the other nodes reach")]
    [InlineData("""{ "Host": "10.0.0.1", "Port": 4053, "Seeds": ["127.0.0.1:4053"] }""", Node + ":Host", "over loopback only")]
    [InlineData("""{ "Host": "127.0.0.1", "Seeds": ["127.0.0.1:4053"] }""", Node + ":Port", "is missing")]
    [InlineData("""{ "Host": "127.0.0.1", "Port": 0, "Seeds": ["127.0.0.1:4053"] }""", Node + ":Port", "from 1 to 65535")]
    [InlineData("""{ "Host": "127.0.0.1", "Port": 65536, "Seeds": ["127.0.0.1:4053"] }""", Node + ":Port", "from 1 to 65535")]
    [InlineData("""{ "Host": "127.0.0.1", "Port": "x", "Seeds": ["127.0.0.1:4053"] }""", Node + ":Port", "from 1 to 65535")]
    [InlineData("""{ "Host": "127.0.0.1", "Port": 4053 }""", Node + ":Seeds", "at least one seed")]
    [InlineData("""{ "Host": "127.0.0.1", "Port": 4053, "Seeds": [] }""", Node + ":Seeds", "at least one seed")]
    [InlineData("""{ "Host": "127.0.0.1", "Port": 4053, "Seeds": ["127.0.0.1"] }""", Node + ":Seeds:0", "such as 10.0.0.1:4053")]
    [InlineData("""{ "Host": "127.0.0.1", "Port": 4053, "Seeds": ["127.0.0.1:4053", "akka.tcp://x@127.0.0.1:1"] }""", Node + ":Seeds:1", "such as 10.0.0.1:4053")]
    [InlineData("""{ "Host": "127.0.0.1", "Port": 4053, "Seeds": ["127.0.0.1:0"] }""", Node + ":Seeds:0", "such as 10.0.0.1:4053")]
    [InlineData("""{ "Host": "127.0.0.1", "Port": 4053, "Seeds": ["127.0.0.1:1", "127.0.0.1:1"] }""", Node + ":Seeds:1", "is named before")]
    [InlineData("""{ "Host": "127.0.0.1", "Port": 4053, "Seeds": ["10.0.0.2:4053"] }""", Node + ":Seeds:0", "over loopback only")]
    [InlineData("""{ "Host": "127.0.0.1", "Port": 4053, "Seeds": ["127.0.0.1:1"], "Role": "x" }""", Node + ":Role", "is not a key that is known here")]
    [InlineData("""{ "Host": "10.0.0.1", "Port": 4053, "Seeds": ["10.0.0.1:1"], "Certificate": { "Path": "c.pem" } }""", Node + ":Certificate:KeyPath", "is missing")]
    [InlineData("""{ "Host": "10.0.0.1", "Port": 4053, "Seeds": ["10.0.0.1:1"], "Certificate": { "Path": "c.pem", "KeyPath": "k.pem" } }""", Node + ":Certificate", "cannot be read")]
    [InlineData("4053", Node, "must hold keys of its own")]
    public void One_wrong_value_is_a_problem_at_its_place(string node, string at, string part)
    {
        var problem = NodeProblems(node, "PostgreSql").First();

        Assert.Equal(at, problem.Path);
        Assert.Contains(part, problem.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Sqlite")]
    public void Several_nodes_need_one_database(string? provider)
    {
        var problem = Assert.Single(NodeProblems("""{ "Host": "127.0.0.1", "Port": 4053, "Seeds": ["127.0.0.1:4053"] }""", provider));

        Assert.Equal(Node, problem.Path);
        Assert.Contains("Orchestrator:Storage:Provider must be PostgreSql", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_on_loopback_need_no_certificate() => Assert.Empty(
        NodeProblems("""{ "Host": "127.0.0.1", "Port": 4053, "Seeds": ["127.0.0.1:4053", "localhost:4054"] }""", "PostgreSql"));

    [Fact]
    public void With_a_certificate_nodes_may_be_anywhere()
    {
        var pair = Pem.Pair();
        _files.Add("cert.pem", pair.Certificate);
        _files.Add("key.pem", pair.Key);

        Assert.Empty(NodeProblems(
            """
            { "Host": "orch1.example.net", "Port": 4053, "Seeds": ["orch1.example.net:4053", "10.0.0.2:4053"],
              "Certificate": { "Path": "cert.pem", "KeyPath": "key.pem" } }
            """,
            "PostgreSql"));
    }

    public void Dispose() => _files.Dispose();

    private ImmutableArray<ConfigurationProblem> NodeProblems(string node, string? provider)
    {
        var site = JsonNode.Parse(SiteFiles.Minimal)!;
        site["Orchestrator"]!["Node"] = JsonNode.Parse(node);
        if (provider is not null)
        {
            site["Orchestrator"]!["Storage"] = new JsonObject
            {
                ["Provider"] = provider,
                ["ConnectionString"] = provider == "PostgreSql" ? "Host=127.0.0.1;Database=cms;Username=cms" : null,
            };
        }

        return SiteFiles.Read(_files.Add("site.json", site.ToJsonString())) is SiteResult.Invalid(var problems)
            ? [.. problems.Where(problem => problem.Path.StartsWith(Node, StringComparison.Ordinal))]
            : [];
    }
}
