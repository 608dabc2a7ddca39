using System.Diagnostics;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Wire;

namespace CmsOrchestrator.Checking;

/// <summary>
/// One try of one Call Bridge, step by step: name, port, TLS, a token, the upgrade, one subscription and what it tells, closed with
/// 1000. Each step has <see cref="OrchestratorSettings.LivenessTime"/>, as it has when the orchestrator runs.
/// </summary>
internal sealed class CallBridgeCheck(CallBridgeSettings bridge, OrchestratorSettings settings)
{
    private readonly List<CheckStep> _steps = [];
    private int _calls;

    public static async Task<Finding> RunAsync(CallBridgeSettings bridge, OrchestratorSettings settings, CancellationToken cancellation)
    {
        var check = new CallBridgeCheck(bridge, settings);
        await check.RunAsync(cancellation);
        return new Finding(check._steps, check._calls);
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        await foreach (var step in new BridgeProbe(bridge, settings.LivenessTime).RunAsync(cancellation))
        {
            _steps.Add(new CheckStep(step.Name, step.Took, step.Text, step.IsFine ? null : Advice(step.Area)));
            if (!step.IsFine)
            {
                return;
            }
        }

        using var client = new CallBridgeClient(bridge, settings.LivenessTime);
        if (await TokenAsync(client, cancellation) is { } token)
        {
            await OpenAsync(client, token, cancellation);
        }
    }

    private async Task<EventToken?> TokenAsync(CallBridgeClient client, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        switch (await client.RequestTokenAsync(cancellation))
        {
            case TokenResult.Granted(var token):
                Add("token", start, "granted");
                return token;
            case TokenResult.Unauthorized(var problem):
                Add("token", start, problem, "set Username and Password of a user of this Call Bridge that may use its API");
                return null;
            case TokenResult.Failed(var problem):
                Add("token", start, problem, "see whether this is the Web Admin port of a Meeting Server, and nothing stands between");
                return null;
            case var other:
                throw new InvalidOperationException($"{other.GetType()} is not a result that is known.");
        }
    }

    private async Task OpenAsync(CallBridgeClient client, EventToken token, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        switch (await client.OpenAsync(token, cancellation))
        {
            case OpenResult.Opened(var socket):
                Add("upgrade", start, "accepted");
                start = Stopwatch.GetTimestamp();
                using (socket)
                {
                    var subscription = new SubscriptionTry(socket, settings);
                    var (problem, advice) = await subscription.RunAsync(cancellation);
                    _calls = subscription.Calls;
                    Add("calls", start, problem ?? $"subscribed, {_calls} in the list", problem is null ? null : advice);
                }

                break;
            case OpenResult.Refused(var problem):
                Add("upgrade", start, problem, "see which other event clients are connected: a Meeting Server takes 5 connections in all");
                break;
            case OpenResult.Failed(var problem):
                Add("upgrade", start, problem, "see whether a proxy or a firewall stands between that does not pass WebSockets on");
                break;
            case var other:
                throw new InvalidOperationException($"{other.GetType()} is not a result that is known.");
        }
    }

    private void Add(string name, long start, string text, string? advice = null) =>
        _steps.Add(new CheckStep(name, Stopwatch.GetElapsedTime(start), text, advice));

    private static string Advice(ProbeArea area) => area switch
    {
        ProbeArea.Name => "correct the Url, or the DNS that this machine asks",
        ProbeArea.Port => "correct the port of the Url (Web Admin's: 443, often 445 or 9443), or let it through the firewall",
        _ => "give the CA that issued it in CaFile, or exactly this certificate in CertificateSha256 once you know that it is the right one",
    };
}
