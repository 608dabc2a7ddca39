using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace CmsOrchestrator.Nodes.Network;

/// <summary>Sockets in other network namespaces: a socket stays in that in which it was made.</summary>
internal static class NamespaceSocket
{
    private const int CloseOnExec = 0x80000;
    private const int Network = 0x40000000;

    public static Socket Open(int process)
    {
        Socket? socket = null;
        var error = 0;

        // A thread of its own, which ends in that namespace.
        var thread = new Thread(() =>
        {
            var file = Open($"/proc/{process}/ns/net", CloseOnExec);
            if (file < 0 || SetNamespace(file, Network) != 0)
            {
                error = Marshal.GetLastPInvokeError();
            }
            else
            {
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            }

            _ = Close(file);
        });
        thread.Start();
        thread.Join();
        return socket ?? throw new IOException($"The network of process {process} cannot be entered: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPStr)] string path, int flags);

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static extern int SetNamespace(int file, int kind);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int file);
}
