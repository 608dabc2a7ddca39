using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;

namespace CmsOrchestrator.Actors.Tests.Nodes;

/// <summary>What nodes talk to each other through, over real sockets.</summary>
public sealed class NodeTransportTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly List<ActorSystem> _systems = [];

    [Fact]
    public async Task What_is_told_arrives_whole_and_in_order()
    {
        var (one, two) = (Start(), Start());
        var inbox = new List<int>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        two.ActorOf(Props.Create(() => new Collector(inbox, all)), "collector");
        var collector = await one.ActorSelection(new RootActorPath(TransportSystem.AddressOf(two)) / "user" / "collector").ResolveOne(Limit);
        for (var length = 0; length < Collector.Messages; length++)
        {
            collector.Tell(new string('x', length));
        }

        await all.Task.WaitAsync(Limit);
        Assert.Equal(Enumerable.Range(0, Collector.Messages), inbox);
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(4_000_000)]
    public async Task A_large_message_comes_back_as_it_went(int length)
    {
        var text = new string('y', length);

        Assert.Equal(text, await AskAsync(Start(), TransportSystem.AddressOf(Start()), text));
    }

    [Fact]
    public async Task More_than_is_queued_at_once_arrives()
    {
        var (one, two) = (Start(), TransportSystem.AddressOf(Start()));
        var text = new string('z', 1_000_000);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => AskAsync(one, two, text)));
        Assert.All(answers, answer => Assert.Equal(text.Length, answer.Length));
    }

    [Fact]
    public async Task A_node_that_ends_and_one_that_comes_at_its_address_are_two()
    {
        var one = Start();
        var first = Start();
        var address = TransportSystem.AddressOf(first);
        Assert.Equal("a", await AskAsync(one, address, "a"));
        await first.Terminate();
        Start($"port = {address.Port}");

        Assert.Equal("b", await AskAsync(one, address, "b"));
    }

    [Fact]
    public async Task Where_nobody_says_anything_nothing_is_lost_but_the_attempt()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var nobody = new Address("akka.tcp", "nodes", "127.0.0.1", ((IPEndPoint)silent.LocalEndpoint).Port);
        var one = Start("connection-timeout = 200ms");
        TransportSystem.EchoOf(one, nobody).Tell("hello");
        using (await silent.AcceptTcpClientAsync().WaitAsync(Limit))
        {
            Assert.Equal("b", await AskAsync(one, TransportSystem.AddressOf(Start()), "b"));
        }
    }

    [Theory]
    [InlineData(new byte[] { (byte)'G', (byte)'E', (byte)'T', (byte)' ', (byte)'/' })]
    [InlineData(new byte[] { 255, 255, 255, 255 })]
    [InlineData(new byte[] { 3, 0, 0, 0, 1, 2, 3 })]
    public async Task Who_sends_something_else_is_cut_off(byte[] sent)
    {
        var node = Start();
        var address = TransportSystem.AddressOf(node);
        using var client = new TcpClient(address.Host, address.Port!.Value);
        await client.GetStream().WriteAsync(sent);

        await EndAsync(client);
        Assert.Equal("b", await AskAsync(Start(), address, "b"));
    }

    [Fact]
    public async Task A_payload_that_is_longer_than_allowed_is_not_waited_for()
    {
        var node = Start("maximum-frame-size = 64KiB");
        var address = TransportSystem.AddressOf(node);
        using var client = new TcpClient(address.Host, address.Port!.Value);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, (64 * 1024) + 1);
        await client.GetStream().WriteAsync(length);

        await EndAsync(client);
    }

    public void Dispose() => Task.WaitAll([.. _systems.Select(system => system.Terminate())], Limit);

    // Whatever the node says before.
    private static async Task EndAsync(TcpClient client)
    {
        var buffer = new byte[1024];
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            while (await client.GetStream().ReadAsync(buffer, limit.Token) is not 0)
            {
            }
        }
        catch (IOException)
        {
            // A reset is an end, too.
        }
    }

    // What is told while an address is left alone, or its old connection has not ended, does not arrive.
    private static async Task<string> AskAsync(ActorSystem asker, Address node, string text)
    {
        for (var left = 30; ; left--)
        {
            try
            {
                return await TransportSystem.EchoOf(asker, node).Ask<string>(text, Limit / 30);
            }
            catch (AskTimeoutException) when (left > 0)
            {
            }
        }
    }

    private ActorSystem Start(string settings = "")
    {
        var system = TransportSystem.Start(settings: settings);
        _systems.Add(system);
        return system;
    }

    private sealed class Collector(List<int> inbox, TaskCompletionSource all) : UntypedActor
    {
        public const int Messages = 5_000;

        protected override void OnReceive(object message)
        {
            inbox.Add(((string)message).Length);
            if (inbox.Count == Messages)
            {
                all.SetResult();
            }
        }
    }
}
