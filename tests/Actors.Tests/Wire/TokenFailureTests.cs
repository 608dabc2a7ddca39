using System.Net;
using System.Net.Sockets;
using CmsOrchestrator.Actors.Wire;
using Microsoft.AspNetCore.Http;

namespace CmsOrchestrator.Actors.Tests.Wire;

public sealed class TokenFailureTests
{
    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Wrong_credentials_and_missing_rights_are_told_apart_from_faults(int status)
    {
        await using var server = await AnsweringAsync(status, "text/xml", "<failureDetails><authenticationFailed/></failureDetails>");
        using var client = Given.Client(server.Url);

        var result = Assert.IsType<TokenResult.Unauthorized>(await client.RequestTokenAsync(CancellationToken.None));

        Assert.Contains($"({status})", Given.Clean(result.Problem), StringComparison.Ordinal);
        Assert.EndsWith("; it says: authenticationFailed", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_never_comes_takes_nothing_from_the_status()
    {
        using var server = new RawServer(async stream =>
        {
            await RawServer.ReadHeadAsync(stream);
            await stream.WriteAsync("HTTP/1.1 401 Unauthorized\r\nContent-Length: 9\r\n\r\n"u8.ToArray());
            await RawServer.ReadHeadAsync(stream);
        });
        using var client = new CallBridgeClient(Given.Bridge(server.Url), TimeSpan.FromMilliseconds(500));

        Assert.IsType<TokenResult.Unauthorized>(await client.RequestTokenAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(302, "302 Found")]
    [InlineData(404, "Web Admin")]
    [InlineData(500, "500 Internal Server Error")]
    [InlineData(503, "503 Service Unavailable")]
    [InlineData(599, "599")]
    [InlineData(201, "201 Created")]
    public async Task Any_other_status_is_named(int status, string part)
    {
        await using var server = await AnsweringAsync(status, null, "");

        Assert.Contains(part, await Given.TokenFailureAsync(Given.Bridge(server.Url)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html; charset=utf-8", "(200, text/html)")]
    [InlineData(null, "(200, no content type)")]
    [InlineData("text/" + Given.Password, "has no token")]
    public async Task A_page_instead_of_a_token_is_said_to_be_one(string? contentType, string part)
    {
        await using var server = await AnsweringAsync(200, contentType, "<html>");

        Assert.Contains(part, await Given.TokenFailureAsync(Given.Bridge(server.Url)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<failureDetails><a/><b x='1'>text</b></failureDetails>", "; it says: a, b")]
    [InlineData("<failureDetails><a/><cut", "; it says: a")]
    [InlineData("<!DOCTYPE failureDetails [<!ENTITY e 'x'>]><failureDetails><a/></failureDetails>", "Error")]
    [InlineData("<html><body/></html>", "Error")]
    [InlineData("<failureDetails><x-pa55-word/><ok/></failureDetails>", "; it says: ok")]
    public async Task Of_failure_details_only_the_elements_names_are_told(string body, string end)
    {
        await using var server = await AnsweringAsync(500, "application/xml", body);

        Assert.EndsWith(end, await Given.TokenFailureAsync(Given.Bridge(server.Url)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_failure_details_are_cut()
    {
        var endless = "<failureDetails>" + string.Concat(Enumerable.Repeat("<more/>", 100_000));
        await using var server = await AnsweringAsync(500, "application/xml", endless);

        Assert.EndsWith("…", await Given.TokenFailureAsync(Given.Bridge(server.Url)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_port_is_a_refused_connection()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        Assert.Equal(
            $"connection refused by 127.0.0.1:{port}", await Given.TokenFailureAsync(Given.Bridge(new Uri($"http://127.0.0.1:{port}"))));
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_named() =>
        Assert.Equal(
            "the host name no-such-host.invalid cannot be resolved",
            await Given.TokenFailureAsync(Given.Bridge(new Uri("https://no-such-host.invalid"))));

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_in_time()
    {
        using var server = new RawServer(async stream =>
        {
            await RawServer.ReadHeadAsync(stream);
            await RawServer.ReadHeadAsync(stream);
        });

        Assert.Equal("no answer within 0.3 s", await Given.TokenFailureAsync(Given.Bridge(server.Url), TimeSpan.FromMilliseconds(300)));
    }

    [Theory]
    [InlineData("", "closed the connection")]
    [InlineData("HTTP/1.1 200", "closed the connection")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n\r\n", "is not HTTP")]
    public async Task What_is_not_an_answer_is_said_to_be_none(string answer, string part)
    {
        using var server = RawServer.Answering(answer, _ => { });

        Assert.Contains(part, await Given.TokenFailureAsync(Given.Bridge(server.Url)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Cisco-CMS-Auth-Token:\r\n")]
    [InlineData("X-Cisco-CMS-Auth-Token: a\r\nX-Cisco-CMS-Auth-Token: b\r\n")]
    public async Task A_token_that_is_none_is_not_taken(string header)
    {
        using var server = RawServer.Answering($"HTTP/1.1 200 OK\r\n{header}Content-Length: 0\r\n\r\n", _ => { });

        Assert.Contains("has no token", await Given.TokenFailureAsync(Given.Bridge(server.Url)), StringComparison.Ordinal);
    }

    private static Task<WebServer> AnsweringAsync(int status, string? contentType, string body) => WebServer.StartAsync(async http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.Headers.Location = "http://127.0.0.1:9/elsewhere";
        await http.Response.WriteAsync(body);
    });
}
