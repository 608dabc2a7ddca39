using System.Net;
using System.Net.Sockets;
using System.Text;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.EndToEnd.Tests.BadInput;

/// <summary>A TCP server that says the same few bytes on every connection, and then nothing; the sockets stay open.</summary>
internal sealed class MuteServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _clients = [];
    private readonly Task _serving;

    public MuteServer(string name, string says)
    {
        _listener.Start();
        Settings = SettingsOf(name, new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"));
        _serving = ServeAsync(Encoding.Latin1.GetBytes(says));
    }

    /// <summary>The server as a Call Bridge of a configuration.</summary>
    public CallBridgeSettings Settings { get; }

    public static CallBridgeSettings SettingsOf(string name, Uri url) =>
        new(new CallBridgeName(name), url, "events", Secret.Of("simulated"), CaFile: null, CertificateSha256: null, MaxConnections: 3);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
        _clients.ForEach(client => client.Dispose());
    }

    private async Task ServeAsync(byte[] says)
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                _clients.Add(client);
                await client.GetStream().WriteAsync(says);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }
}
