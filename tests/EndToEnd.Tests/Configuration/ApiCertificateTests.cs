using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsOrchestrator.Api.Keys;
using CmsOrchestrator.Commands;

namespace CmsOrchestrator.EndToEnd.Tests.Configuration;

public sealed class ApiCertificateTests : IDisposable
{
    private readonly SiteFiles _files = new();

    [Fact]
    public async Task The_API_is_served_over_https_with_its_certificate_and_asks_for_keys_there()
    {
        var pair = Pem.Pair();
        _files.Add("cert.pem", pair.Certificate);
        _files.Add("key.pem", pair.Key);
        using var expected = X509Certificate2.CreateFromPem(pair.Certificate);
        using var output = new StringWriter();
        using var stop = new CancellationTokenSource();
        var run = OrchestratorCommand.RunAsync(["run", "--config", _files.Add("site.json", Site())], TextWriter.Synchronized(output), TextWriter.Null, stop.Token);
        await Eventually.TrueAsync(() => run.IsCompleted || Address(output) is not null, "the program does not say where it serves");

        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback =
            (_, given, _, _) => given!.GetCertHashString() == expected.GetCertHashString();
        using var client = new HttpClient(handler) { BaseAddress = new Uri(Address(output)!) };
        using var denied = await client.GetAsync(new Uri("/api/v1/stats", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, denied.StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "hunter2");
        await Eventually.NoDifferenceAsync(async () =>
        {
            using var answer = await client.GetAsync(new Uri("/api/v1/stats", UriKind.Relative));
            return answer.IsSuccessStatusCode ? null : $"still {answer.StatusCode}";
        });

        await stop.CancelAsync();
        Assert.Equal(0, await run);
    }

    public void Dispose() => _files.Dispose();

    private static string? Address(StringWriter output) =>
        Regex.Match(output.ToString(), @"https://127\.0\.0\.1:\d+") is { Success: true } match ? match.Value : null;

    private string Site()
    {
        var site = JsonNode.Parse(SiteFiles.Minimal)!;
        site["Orchestrator"]!["DataDirectory"] = _files.PathOf("data");
        site["Api"] = new JsonObject
        {
            ["Urls"] = "https://127.0.0.1:0",
            ["Certificate"] = new JsonObject { ["Path"] = "cert.pem", ["KeyPath"] = "key.pem" },
            ["Keys"] = new JsonArray(new JsonObject { ["Name"] = "noc", ["Role"] = "read", ["Sha256"] = KeyHash.Of("hunter2").ToString() }),
        };
        return site.ToJsonString();
    }
}
