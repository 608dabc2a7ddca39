using System.Net;
using System.Net.Sockets;

namespace CmsOrchestrator.Support;

/// <summary>
/// Ports on loopback for programs that are started in a moment. They are none of those that the system gives to connections by itself: with
/// many connections at once, one of these takes what was free before the program listens.
/// </summary>
public static class FreePort
{
    private const int First = 15_000;
    private const int Count = 17_000;
    private static int _next = Random.Shared.Next(Count);

    /// <summary>Nobody listens on it, and this process has not been given it for long. Safe for any thread.</summary>
    public static int Next()
    {
        for (var left = Count; left > 0; left--)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No port between {First} and {First + Count} is free.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
