using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CmsOrchestrator.Actors.Tests.Wire;

/// <summary>A TCP server that sees and sends bytes as they are. Each connection runs the script; its end closes the connection.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<NetworkStream, Task> _script;

    public RawServer(Func<NetworkStream, Task> script)
    {
        _script = script;
        _listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _ = ServeAsync();
    }

    public Uri Url { get; }

    /// <summary>A script: reads a request, tells it, answers.</summary>
    public static RawServer Answering(string answer, Action<string>? seen = null) => new(async stream =>
    {
        seen?.Invoke(await ReadHeadAsync(stream));
        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer));
    });

    /// <summary>Everything up to the empty line.</summary>
    public static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer) == 1)
        {
            head.Append((char)buffer[0]);
        }

        return head.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = RunAsync(client);
        }
    }

    private async Task RunAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await _script(client.GetStream());
            }
            catch (IOException)
            {
                // The client left first.
            }
        }
    }
}
