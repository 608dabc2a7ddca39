using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CmsOrchestrator.EndToEnd.Tests;

/// <summary>
/// A client that follows the change stream from the first revision on. Its connection breaks now and then, in the middle of whatever
/// comes; it resumes with what it has, by parameter or by header.
/// </summary>
internal sealed class StreamWatcher : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<ToldChange> _told = [];
    private readonly Func<Uri> _program;
    private readonly string _filter;
    private readonly Random _random;
    private readonly Task _work;
    private long _position;
    private bool _isSteady;

    public StreamWatcher(Func<Uri> program, string filter, int seed)
    {
        (_program, _filter, _random) = (program, filter, new Random(seed));
        _work = Task.Run(RunAsync);
    }

    /// <summary>What was told so far, in the order in which it came. Throws if something came that must not.</summary>
    public List<ToldChange> Told
    {
        get
        {
            if (_work.IsFaulted)
            {
                _work.GetAwaiter().GetResult();
            }

            lock (_gate)
            {
                return [.. _told];
            }
        }
    }

    /// <summary>How far it has come, with what the filter kept away.</summary>
    public long Position => Interlocked.Read(ref _position);

    public int Connections { get; private set; }

    /// <summary>From its next connection on nothing breaks: a heartbeat tells how far the stream has come.</summary>
    public void Steady() => Volatile.Write(ref _isSteady, true);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            // A break after some time, whatever is going on then.
            using var connection = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            if (!Volatile.Read(ref _isSteady))
            {
                connection.CancelAfter(TimeSpan.FromMilliseconds(_random.Next(200, 3000)));
            }

            try
            {
                await FollowAsync(connection.Token);
            }
            catch (Exception e) when (e is HttpRequestException or SocketException or IOException or OperationCanceledException)
            {
                // Broken by this test, or by the end of the program.
            }

            await Task.Delay(Pause);
        }
    }

    private async Task FollowAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = _program() };
        var byHeader = _random.Next(2) == 0;
        var query = byHeader ? _filter : $"after={Position}&{_filter}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/events?" + query.TrimEnd('&'), UriKind.Relative));
        if (byHeader)
        {
            request.Headers.Add("Last-Event-ID", Position.ToString(CultureInfo.InvariantCulture));
        }

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"after {Position}: {await answer.Content.ReadAsStringAsync(cancellation)}");
            return;
        }

        Connections++;
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation), Encoding.UTF8);
        await ReadAsync(lines, cancellation);
    }

    private async Task ReadAsync(StreamReader lines, CancellationToken cancellation)
    {
        var (id, name, data) = (0L, "", "");
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = long.Parse(line[4..], CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line[7..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                data = line[6..];
            }
            else if (line.Length == 0)
            {
                Take(id, name, data);
                (id, name, data) = (0, "", "");
            }
        }
    }

    // What was cut off before its empty line never came (the specification of server-sent events).
    private void Take(long id, string name, string data)
    {
        lock (_gate)
        {
            if (data.Length > 0)
            {
                _told.Add(new ToldChange(id, name, data));
            }

            if (id > 0)
            {
                Interlocked.Exchange(ref _position, id);
            }
        }
    }
}
