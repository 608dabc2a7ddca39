using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace CmsOrchestrator.Nodes.Network;

/// <summary>
/// A network of its own for every node, all of them on one switch. A cut between two is a black hole both ways: packets leave for a
/// hardware address that nobody has. It goes with this process, however that ends. Needs root.
/// </summary>
internal sealed class NodeNetwork : IDisposable
{
    private const string Nowhere = "02:00:00:00:00:00";

    // Every namespace lives as long as a shell that waits for the end of this process's pipe, and takes along whoever is still inside.
    private const string Script = """
        exec 3<&0
        ip link add hub type bridge && ip link set hub up
        for node in $(seq "$1"); do unshare --net sh -c 'echo $$; read -r _
          own=$(readlink /proc/$$/ns/net)
          for process in /proc/[0-9]*; do
            [ "$(readlink $process/ns/net)" != "$own" ] || [ ${process#/proc/} = $$ ] || kill -9 ${process#/proc/}
          done' <&3 & done
        wait
        """;

    private readonly Process _holder;
    private readonly int[] _namespaces;

    public NodeNetwork(int nodes)
    {
        var start = new ProcessStartInfo("unshare") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { "--net", "sh", "-c", Script, "sh", nodes.ToString(CultureInfo.InvariantCulture) })
        {
            start.ArgumentList.Add(argument);
        }

        _holder = Process.Start(start) ?? throw new InvalidOperationException("unshare does not start.");
        _namespaces = [.. Enumerable.Range(0, nodes).Select(_ => int.Parse(
            _holder.StandardOutput.ReadLine() ?? throw new InvalidOperationException("No network namespaces."), CultureInfo.InvariantCulture))];
        for (var node = 0; node < nodes; node++)
        {
            Run(_holder.Id, $"ip link add n{node} type veth peer name eth0 address {Hardware(node)} netns {_namespaces[node]} && ip link set n{node} master hub up");
            Run(_namespaces[node], $"ip link set lo up && ip addr add {Address(node)}/24 dev eth0 && ip link set eth0 up");
        }
    }

    /// <summary>Why there is none on this machine; null where there is.</summary>
    public static string? Missing => (Environment.UserName, File.Exists("/usr/sbin/ip") || File.Exists("/sbin/ip") || File.Exists("/usr/bin/ip")) switch
    {
        ("root", true) => null,
        ("root", false) => "iproute2 is not installed (Debian: apt-get install iproute2).",
        _ => "Networks of their own for nodes are made by root only.",
    };

    public static string Address(int node) => $"10.77.0.{node + 1}";

    /// <summary>What starts a program in the network of that node.</summary>
    public string[] Launcher(int node) => ["nsenter", $"--net=/proc/{_namespaces[node]}/ns/net", "--"];

    /// <summary>A socket in the network of that node.</summary>
    public Socket Socket(int node) => NamespaceSocket.Open(_namespaces[node]);

    public void Cut(int one, int other)
    {
        Run(_namespaces[one], $"ip neigh replace {Address(other)} lladdr {Nowhere} dev eth0 nud permanent");
        Run(_namespaces[other], $"ip neigh replace {Address(one)} lladdr {Nowhere} dev eth0 nud permanent");
    }

    public void Mend(int one, int other)
    {
        Run(_namespaces[one], $"ip neigh replace {Address(other)} lladdr {Hardware(other)} dev eth0 nud permanent");
        Run(_namespaces[other], $"ip neigh replace {Address(one)} lladdr {Hardware(one)} dev eth0 nud permanent");
    }

    public void Dispose()
    {
        _holder.StandardInput.Close();
        _holder.WaitForExit(TimeSpan.FromSeconds(10));
        _holder.Dispose();
    }

    private static string Hardware(int node) => $"02:00:00:00:00:{node + 1:x2}";

    private static void Run(int inside, string command)
    {
        var start = new ProcessStartInfo("nsenter") { RedirectStandardError = true };
        foreach (var argument in new[] { $"--net=/proc/{inside}/ns/net", "--", "sh", "-c", command })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{command}: {error}");
    }
}
