using System.Threading.Channels;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Wire;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Tests.Support;

/// <summary>A Call Bridge within the process, as the way to it shows it: tokens, refusals, sockets.</summary>
internal sealed class FakeBridge
{
    private readonly Channel<ServerSocket> _opened = Channel.CreateUnbounded<ServerSocket>();
    private int _tokens;
    private int _attempts;

    public static CallBridgeSettings Settings { get; } = new(
        new CallBridgeName("lon1"), new Uri("https://lon1.example.net"), "events", Secret.Of("secret"), null, null, MaxConnections: 2);

    /// <summary>What a token request gets instead of a token.</summary>
    public Func<TokenResult?> Token { get; set; } = () => null;

    /// <summary>What an upgrade gets instead of a socket; the argument counts the attempts from 1.</summary>
    public Func<int, CancellationToken, Task<OpenResult?>> Upgrade { get; set; } = (_, _) => Task.FromResult<OpenResult?>(null);

    /// <summary>Whether its sockets answer requests.</summary>
    public bool Answers { get; set; } = true;

    public int Tokens => Volatile.Read(ref _tokens);

    public int Attempts => Volatile.Read(ref _attempts);

    public ICallBridgeClient Client() => new Way(this);

    /// <summary>The next socket that was opened.</summary>
    public async Task<ServerSocket> OpenedAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await _opened.Reader.ReadAsync(limit.Token);
    }

    private sealed class Way(FakeBridge bridge) : ICallBridgeClient
    {
        private string? _token;

        public Task<TokenResult> RequestTokenAsync(CancellationToken cancellation)
        {
            _token = $"token-{Interlocked.Increment(ref bridge._tokens)}";
            return Task.FromResult(bridge.Token() ?? new TokenResult.Granted(new EventToken(_token)));
        }

        public async Task<OpenResult> OpenAsync(EventToken token, CancellationToken cancellation)
        {
            Assert.Equal(Interlocked.Exchange(ref _token, null), token.Value); // fresh, and used once
            if (await bridge.Upgrade(Interlocked.Increment(ref bridge._attempts), cancellation) is { } result)
            {
                return result;
            }

            var socket = ServerSocket.Open(bridge.Answers);
            await bridge._opened.Writer.WriteAsync(socket, CancellationToken.None);
            return new OpenResult.Opened(socket.Client);
        }

        public void Dispose()
        {
        }
    }
}
