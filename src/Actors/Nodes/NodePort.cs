using System.Net;
using System.Net.Sockets;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>Whether a node can be where its configuration says: found out before it begins, because then it is one clear line.</summary>
public static class NodePort
{
    /// <summary>Throws <see cref="IOException"/> where the port is taken or the host is not this machine.</summary>
    public static void Check(NodeName name)
    {
        try
        {
            var address = Dns.GetHostAddresses(name.Host, AddressFamily.InterNetwork).FirstOrDefault() ?? throw new SocketException((int)SocketError.HostNotFound);
            using var listener = new TcpListener(address, name.Port);
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new IOException($"Orchestrator:Node: {name} cannot be listened on: {e.Message}.", e);
        }
    }
}
