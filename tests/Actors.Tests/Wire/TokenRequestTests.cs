using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Wire;

namespace CmsOrchestrator.Actors.Tests.Wire;

public sealed class TokenRequestTests
{
    private const string Granted =
        $"HTTP/1.1 200 OK\r\nX-Cisco-CMS-Auth-Token: {Given.Token}\r\nConnection: close\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n";

    [Fact]
    public async Task The_request_is_what_the_guide_says()
    {
        var head = "";
        using var server = RawServer.Answering(Granted, seen => head = seen);
        using var client = Given.Client(server.Url);

        var granted = Assert.IsType<TokenResult.Granted>(await client.RequestTokenAsync(CancellationToken.None));

        Assert.Equal(Given.Token, granted.Token.Value);
        Assert.StartsWith("POST /api/v1/authTokens HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Length: 0\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nAuthorization: Basic ZXZlbnRzOnBhNTUtd29yZA==\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Transfer-Encoding", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Expect", head, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Each_request_has_its_own_connection_and_no_cookie()
    {
        var heads = new List<string>();
        using var server = RawServer.Answering(Granted.Replace("Connection: close\r\n", "", StringComparison.Ordinal), heads.Add);
        using var client = Given.Client(server.Url);

        await client.RequestTokenAsync(CancellationToken.None);
        await client.RequestTokenAsync(CancellationToken.None);

        Assert.Equal(2, heads.Count);
        Assert.DoesNotContain(heads, head => head.Contains("Cookie", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_password_file_is_read_at_each_request()
    {
        var heads = new List<string>();
        using var file = new TestFile("first\n");
        using var server = RawServer.Answering(Granted, heads.Add);
        using var client = new CallBridgeClient(
            Given.Bridge(server.Url) with { Password = Secret.FromFile(file.Path) }, TimeSpan.FromSeconds(30));

        await client.RequestTokenAsync(CancellationToken.None);
        await File.WriteAllTextAsync(file.Path, "second");
        await client.RequestTokenAsync(CancellationToken.None);

        Assert.Contains(Convert.ToBase64String("events:first"u8), heads[0], StringComparison.Ordinal);
        Assert.Contains(Convert.ToBase64String("events:second"u8), heads[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_file_that_is_not_there_fails_the_request_without_its_path()
    {
        var settings = Given.Bridge(new Uri("http://127.0.0.1:9")) with { Password = Secret.FromFile("/nowhere/secret") };

        Assert.Equal("the password file does not exist", await Given.TokenFailureAsync(settings));
    }

    [Fact]
    public async Task Only_the_callers_own_cancellation_throws()
    {
        using var cancelled = new CancellationTokenSource();
        using var server = new RawServer(async stream =>
        {
            await RawServer.ReadHeadAsync(stream);
            await cancelled.CancelAsync();
            await RawServer.ReadHeadAsync(stream);
        });
        using var client = Given.Client(server.Url);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.RequestTokenAsync(cancelled.Token));
    }
}
