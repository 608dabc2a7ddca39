using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Wire;

namespace CmsOrchestrator.Checking;

/// <summary>
/// One try of one Call Bridge, with one connection: a token, the upgrade, one subscription acknowledged, closed with 1000. Each
/// step has <see cref="OrchestratorSettings.LivenessTime"/>, as it has when the orchestrator runs.
/// </summary>
internal static class CallBridgeCheck
{
    public static async Task<Finding> RunAsync(CallBridgeSettings bridge, OrchestratorSettings settings, CancellationToken cancellation)
    {
        using var client = new CallBridgeClient(bridge, settings.LivenessTime);
        switch (await client.RequestTokenAsync(cancellation))
        {
            case TokenResult.Granted(var token):
                return await OpenAsync(client, token, settings, cancellation);
            case TokenResult.Unauthorized(var problem):
                return new Finding(problem, "set Username and Password of a user of this Call Bridge that may use its API");
            case TokenResult.Failed(var problem):
                return new Finding(problem, "look at the Url, the certificate settings and the way there (DNS, firewall)");
            case var other:
                throw new InvalidOperationException($"{other.GetType()} is not a result that is known.");
        }
    }

    private static async Task<Finding> OpenAsync(
        CallBridgeClient client, EventToken token, OrchestratorSettings settings, CancellationToken cancellation)
    {
        switch (await client.OpenAsync(token, cancellation))
        {
            case OpenResult.Opened(var socket):
                using (socket)
                {
                    return await new SubscriptionTry(socket, settings).RunAsync(cancellation);
                }

            case OpenResult.Refused(var problem):
                return new Finding(problem, "see which other event clients are connected: a Meeting Server takes 5 connections in all");
            case OpenResult.Failed(var problem):
                return new Finding(problem, "see whether a proxy or a firewall stands between that does not pass WebSockets on");
            case var other:
                throw new InvalidOperationException($"{other.GetType()} is not a result that is known.");
        }
    }
}
