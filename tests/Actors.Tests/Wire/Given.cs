using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Wire;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Tests.Wire;

/// <summary>Clients as the tests need them. No problem's text may hold one of the secrets.</summary>
internal static class Given
{
    public const string Password = "pa55-word";
    public const string Token = "0d6c3f3e-1111-4222-8333-444455556666";

    private static readonly string Basic = Convert.ToBase64String("events:pa55-word"u8);

    public static CallBridgeSettings Bridge(Uri url) =>
        new(new CallBridgeName("lon1"), url, "events", Secret.Of(Password), CaFile: null, CertificateSha256: null, MaxConnections: 3);

    public static CallBridgeClient Client(Uri url) => new(Bridge(url), TimeSpan.FromSeconds(30));

    /// <summary>Asks for a token and gives the problem, which is of the <c>Failed</c> kind.</summary>
    public static async Task<string> TokenFailureAsync(CallBridgeSettings settings, TimeSpan? limit = null)
    {
        using var client = new CallBridgeClient(settings, limit ?? TimeSpan.FromSeconds(30));
        return Clean(Assert.IsType<TokenResult.Failed>(await client.RequestTokenAsync(CancellationToken.None)).Problem);
    }

    public static string Clean(string problem)
    {
        Assert.DoesNotContain(Password, problem, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Basic, problem, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, problem, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', problem);
        Assert.InRange(problem.Length, 1, 600);
        return problem;
    }
}
