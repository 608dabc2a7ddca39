using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CmsOrchestrator.Configuration;

namespace CmsOrchestrator.EndToEnd.Tests.Configuration;

public sealed class ConfigurationProblemTests : IDisposable
{
    private const string Lon1 = "Orchestrator:Clusters:emea:CallBridges:lon1";

    private readonly SiteFiles _files = new();

    /// <summary>One value of a good site changed: one problem, at that place.</summary>
    [Theory]
    [InlineData(Lon1 + ":Url", "", "is missing")]
    [InlineData(Lon1 + ":Url", "lon1.example.net:445", "must be an address")]
    [InlineData(Lon1 + ":Url", "ftp://lon1.example.net", "must be an address")]
    [InlineData(Lon1 + ":Url", "http://lon1.example.net", "must be https")]
    [InlineData(Lon1 + ":Url", "https://lon1.example.net/api", "no path")]
    [InlineData(Lon1 + ":Url", "https://lon1.example.net?x=hunter2", "no query")]
    [InlineData(Lon1 + ":Url", "https://lon1.example.net#x", "no query")]
    [InlineData(Lon1 + ":Url", "https://events:hunter2@lon1.example.net", "must not hold a user or a password")]
    [InlineData(Lon1 + ":Username", null, "is missing")]
    [InlineData(Lon1 + ":Username", "a:hunter2", "must not hold a colon")]
    [InlineData(Lon1 + ":Password", null, "is missing (or PasswordFile)")]
    [InlineData(Lon1 + ":PasswordFile", "hunter2", "is given beside Password")]
    [InlineData(Lon1 + ":Pasword", "hunter2", "is not a key that is known here")]
    [InlineData(Lon1 + ":CaFile", "nowhere.pem", "does not exist")]
    [InlineData(Lon1 + ":CaFile", "site.json", "holds no certificate")]
    [InlineData(Lon1 + ":CaFile", "a\0b", "NUL")]
    [InlineData(Lon1 + ":CertificateSha256", "abcd", "64 hexadecimal digits")]
    [InlineData(Lon1 + ":CertificateSha256", "zz00000000000000000000000000000000000000000000000000000000000000", "64 hexadecimal digits")]
    [InlineData(Lon1 + ":MaxConnections", "0", "from 1 to 5")]
    [InlineData(Lon1 + ":MaxConnections", "6", "from 1 to 5")]
    [InlineData(Lon1 + ":MaxConnections", "many", "from 1 to 5")]
    [InlineData(Lon1, null, "at least one Call Bridge", "Orchestrator:Clusters:emea:CallBridges")]
    [InlineData("Orchestrator:Clusters:emea", null, "at least one cluster", "Orchestrator:Clusters")]
    [InlineData("Orchestrator:Clusters:emea:CalBridges", "x", "is not a key that is known here")]
    [InlineData("Orchestrator:LivenesTime", "00:00:15", "is not a key that is known here")]
    [InlineData("Orchestrator:LivenessTime", "15", "is not a duration")]
    [InlineData("Orchestrator:LivenessTime", "24:00:00", "is not a duration")]
    [InlineData("Orchestrator:LivenessTime", "-00:00:01", "is not a duration")]
    [InlineData("Orchestrator:LivenessTime", "00:00:00", "must be more than 00:00:00")]
    [InlineData("Orchestrator:LivenessTime", "100.00:00:00", "at most 20.00:00:00")]
    [InlineData("Orchestrator:ReconnectMinTime", "00:01:00", "must not be longer than ReconnectMaxTime")]
    [InlineData("Orchestrator:Storage:Provider", "MySql", "must be Sqlite or PostgreSql")]
    [InlineData("Orchestrator:Storage:Provider", "PostgreSql", "is missing", "Orchestrator:Storage:ConnectionString")]
    [InlineData("Orchestrator:Storage:ConnectionString", "Password=hunter2", "is for PostgreSql")]
    [InlineData("Orchestrator:Storage:Path", "x", "is not a key that is known here")]
    [InlineData("Api:Url", "http://127.0.0.1:1", "is not a key that is known here")]
    [InlineData("Api:Urls", "127.0.0.1:8080", "must be addresses")]
    [InlineData("Api:Urls", "http://127.0.0.1:99999", "must be addresses")]
    [InlineData("Api:Urls", "http://unix:/tmp/x", "must be addresses")]
    [InlineData("Api:Urls", "http://127.0.0.1:8080/x", "no path")]
    [InlineData("Api:Urls", "http://localhost:0", "port 0 needs an IP address")]
    [InlineData("Api:Urls", "https://127.0.0.1:8443", "https needs Api:Certificate")]
    [InlineData("Api:Urls", "http://0.0.0.0:8080", "on a loopback address only")]
    [InlineData("Api:Urls", "http://*:8080", "on a loopback address only")]
    [InlineData("Api:Urls", "http://127.0.0.1:1;http://noc.example.net:8080", "on a loopback address only")]
    [InlineData("Api:Urls", ";", "is missing")]
    [InlineData("Api:Limits:RequestsPerSecond", "0", "from 1 to 1000000")]
    [InlineData("Api:Limits:StreamsPerKey", "none", "from 1 to 1000000")]
    [InlineData("Api:Limits:Connections", "0", "from 1 to 1000000")]
    [InlineData("Api:Limits:UrlLength", "100", "from 256 to 65536")]
    [InlineData("Api:Limits:HeaderBytes", "1000000", "from 256 to 262144")]
    [InlineData("Api:Limits:PageSize", "1001", "from 1 to 1000")]
    [InlineData("Api:Limits:RequestTime", "1 minute", "is not a duration")]
    [InlineData("Api:Limits:Requests", "1", "is not a key that is known here")]
    [InlineData("Api:Certificate:Path", "cert.pem", "is missing", "Api:Certificate:KeyPath")]
    public void One_wrong_value_is_one_problem(string path, string? value, string part, string? at = null)
    {
        var site = JsonNode.Parse(SiteFiles.Minimal)!;
        Set(site, path.Split(':'), value);

        var problem = Assert.Single(Problems(site.ToJsonString()));

        Assert.Equal(at ?? path, problem.Path);
        Assert.Contains(part, problem.What, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
    }

    /// <summary>What is read of a Call Bridge are the document's keys: nothing of any other name is taken in silence.</summary>
    [Theory]
    [InlineData("VerifyCertificate")]
    [InlineData("SkipCertificateCheck")]
    [InlineData("AllowUntrusted")]
    [InlineData("Insecure")]
    [InlineData("TrustServerCertificate")]
    public void There_is_no_switch_that_turns_verification_off(string name)
    {
        var site = JsonNode.Parse(SiteFiles.Minimal)!;
        Set(site, $"{Lon1}:{name}".Split(':'), "true");

        var problem = Assert.Single(Problems(site.ToJsonString()));

        Assert.Equal($"{Lon1}:{name}: is not a key that is known here", problem.ToString()[..($"{Lon1}:{name}: is not a key that is known here".Length)]);
    }

    [Theory]
    [InlineData("hunter2", "is not a connection string of Npgsql")]
    [InlineData("Host=db;Pasword=hunter2", "is not a connection string of Npgsql")]
    [InlineData("Host=db;Port=hunter2", "is not a connection string of Npgsql")]
    [InlineData("Host=db;Password=hunter2;SSL Mode=perhaps", "is not a connection string of Npgsql")]
    [InlineData("Host=db;Password=\"hunter2", "is not a connection string of Npgsql")]
    [InlineData("Database=cms;Password=hunter2", "names no Host")]
    public void A_connection_string_that_is_none_is_a_problem_and_never_repeated(string text, string part)
    {
        var site = JsonNode.Parse(SiteFiles.Minimal)!;
        Set(site, ["Orchestrator", "Storage", "Provider"], "PostgreSql");
        Set(site, ["Orchestrator", "Storage", "ConnectionString"], text);

        var problem = Assert.Single(Problems(site.ToJsonString()));

        Assert.Equal("Orchestrator:Storage:ConnectionString", problem.Path);
        Assert.Contains(part, problem.What, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        var problems = Problems("""
            { "Orchestrator": { "HandoverTime": "soon", "Clusters": {
                "emea": { "CallBridges": { "lon1": { "Url": "http://lon1.example.net/x", "Password": "hunter2" }, "lon2": "x" } },
                "apac": { "CallBridges": {} } } },
              "Api": { "Urls": "http://*:80", "Kyes": [] } }
            """);

        Assert.Equal(
            [
                "Orchestrator:HandoverTime", "Orchestrator:Clusters:apac:CallBridges", Lon1 + ":Url", Lon1 + ":Url", Lon1 + ":Username",
                "Orchestrator:Clusters:emea:CallBridges:lon2", "Orchestrator:Clusters:emea:CallBridges:lon2:Url",
                "Orchestrator:Clusters:emea:CallBridges:lon2:Username", "Orchestrator:Clusters:emea:CallBridges:lon2:Password",
                "Api:Kyes", "Api:Urls",
            ],
            problems.Select(problem => problem.Path));
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "cannot be read, is not PEM, or one does not belong to the other")]
    public void The_certificate_of_the_API_and_its_key_belong_together(bool together, string? part)
    {
        var pair = Pem.Pair();
        _files.Add("cert.pem", pair.Certificate);
        _files.Add("key.pem", together ? pair.Key : Pem.Pair().Key);
        var site = JsonNode.Parse(SiteFiles.Minimal)!;
        site["Api"] = new JsonObject
        {
            ["Urls"] = "https://127.0.0.1:8443",
            ["Certificate"] = new JsonObject { ["Path"] = "cert.pem", ["KeyPath"] = "key.pem" },
        };

        var result = SiteFiles.Read(_files.Add("site.json", site.ToJsonString()));

        if (part is null)
        {
            Assert.IsType<SiteResult.Valid>(result);
        }
        else
        {
            Assert.Contains(part, Assert.Single(Assert.IsType<SiteResult.Invalid>(result).Problems).What, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _files.Dispose();

    private ImmutableArray<ConfigurationProblem> Problems(string json) =>
        Assert.IsType<SiteResult.Invalid>(SiteFiles.Read(_files.Add("site.json", json))).Problems;

    private static void Set(JsonNode node, ReadOnlySpan<string> path, string? value)
    {
        for (; path.Length > 1; path = path[1..])
        {
            node = node[path[0]] ??= new JsonObject();
        }

        if (value is null)
        {
            node.AsObject().Remove(path[0]);
        }
        else
        {
            node[path[0]] = value;
        }
    }
}
