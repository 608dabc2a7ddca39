using System.Net;
using System.Net.Sockets;
using CmsOrchestrator.Actors.Databases;

namespace CmsOrchestrator.Actors.Tests.Databases;

public sealed class BrokenWayTests
{
    private const int Attempts = 1000;

    // Where the reset comes in the middle of a step, the driver's error is not its own, but that of the socket or its stream.
    [Fact]
    public void A_way_to_PostgreSQL_that_is_reset_at_whatever_moment_is_a_problem_of_the_storage()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var resetting = new Thread(() => Reset(listener));
        resetting.Start();
        using var server = new PostgreSqlServer($"Host=127.0.0.1;Port={((IPEndPoint)listener.LocalEndPoint!).Port};Username=cms;Timeout=5");

        for (var i = 0; i < Attempts; i++)
        {
            Assert.Throws<StorageException>(() => PostgreSqlEngine.Open(server));
        }

        listener.Close();
        resetting.Join();
    }

    private static void Reset(Socket listener)
    {
        try
        {
            while (true)
            {
                using var socket = listener.Accept();
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
