using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using CmsOrchestrator.Actors.Settings;

namespace CmsOrchestrator.Actors.Wire;

/// <summary>
/// The way to a Call Bridge, tried step by step with the same trust that the real connection has: name, port, TLS. Each step has the
/// time limit for itself. No secret is sent.
/// </summary>
public sealed class BridgeProbe(CallBridgeSettings bridge, TimeSpan timeLimit)
{
    private readonly Uri _url = bridge.Url;

    /// <summary>The steps in order; none after one that failed.</summary>
    public async IAsyncEnumerable<ProbeStep> RunAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        IPAddress[] addresses = [];
        var resolved = await StepAsync("DNS", ProbeArea.Name, async limit =>
        {
            addresses = await Dns.GetHostAddressesAsync(_url.DnsSafeHost, limit);
            return $"{_url.DnsSafeHost} is {string.Join(", ", addresses.Select(a => a.ToString()))}";
        }, cancellation);
        yield return resolved;
        if (!resolved.IsFine)
        {
            yield break;
        }

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var connected = await StepAsync("TCP", ProbeArea.Port, async limit =>
        {
            await socket.ConnectAsync(addresses, _url.Port, limit);
            return $"{socket.RemoteEndPoint} answers";
        }, cancellation);
        yield return connected;
        if (connected.IsFine && _url.Scheme == Uri.UriSchemeHttps)
        {
            yield return await TlsAsync(socket, cancellation);
        }
    }

    private async Task<ProbeStep> TlsAsync(Socket socket, CancellationToken cancellation)
    {
        var trust = new ServerTrust(bridge);
        if (trust.Problem is { } problem)
        {
            return new ProbeStep("TLS", ProbeArea.Certificate, TimeSpan.Zero, problem, IsFine: false);
        }

        var step = await StepAsync("TLS", ProbeArea.Certificate, async limit =>
        {
            await using var tls = new SslStream(new NetworkStream(socket));
            var options = trust.Options(_url.Host);
            options.TargetHost = _url.Host;
            await tls.AuthenticateAsClientAsync(options, limit);
            return $"{tls.SslProtocol}, certificate {trust.Shown}";
        }, cancellation);
        return step.IsFine || trust.Shown is null ? step : step with { Text = $"{step.Text} (it shows a certificate {trust.Shown}, SHA-256 {trust.Shown.Sha256})" };
    }

    private async Task<ProbeStep> StepAsync(
        string name, ProbeArea area, Func<CancellationToken, Task<string>> attempt, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeLimit);
        try
        {
            var text = await attempt(limit.Token);
            return new ProbeStep(name, area, Stopwatch.GetElapsedTime(start), text, IsFine: true);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            var text = limit.IsCancellationRequested ? WireProblem.TimedOut(timeLimit) : WireProblem.Of(exception, _url);
            return new ProbeStep(name, area, Stopwatch.GetElapsedTime(start), text, IsFine: false);
        }
    }
}

/// <summary>One step on the way to a Call Bridge.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Text">What was found, or what is wrong; one line.</param>
public sealed record ProbeStep(string Name, ProbeArea Area, TimeSpan Took, string Text, bool IsFine);

/// <summary>What a step is about.</summary>
public enum ProbeArea
{
    Name,
    Port,
    Certificate,
}

/// <summary>A certificate that a server showed.</summary>
/// <param name="TrustedBy">Who vouches for it; null where nobody does.</param>
internal sealed record ShownCertificate(string Names, string Issuer, DateTime NotAfter, string Sha256, string? TrustedBy)
{
    public override string ToString()
    {
        var trusted = TrustedBy is null ? "" : $", trusted by {TrustedBy}";
        var days = (int)(NotAfter.ToUniversalTime() - DateTime.UtcNow).TotalDays;
        var until = NotAfter.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"for {Names} by {Issuer}{trusted}, good until {until} ({days} days)";
    }
}
