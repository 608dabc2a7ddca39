using System.Diagnostics;

namespace CmsOrchestrator.Chaos.Site;

/// <summary>
/// Asks the API for a page of calls all the time, as somebody does who looks at it. On a thread of its own: the simulated bridges, hundreds of
/// servers that start at once in this process, keep its pool busy for seconds.
/// </summary>
internal sealed class ApiWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _http;
    private readonly Thread _thread;

    public ApiWatch(HttpClient http)
    {
        _http = http;
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public int Answers { get; private set; }

    /// <summary>Answers that were no 200, and questions without one.</summary>
    public int Failures { get; private set; }

    public TimeSpan Slowest { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _thread.Join();
        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            var clock = Stopwatch.StartNew();
            try
            {
                using var question = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/calls?limit=100", UriKind.Relative));
                using var answer = _http.Send(question);
                Failures += answer.IsSuccessStatusCode ? 0 : 1;
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                Failures++;
            }

            Answers++;
            Slowest = clock.Elapsed > Slowest ? clock.Elapsed : Slowest;
            _stop.Token.WaitHandle.WaitOne(Pause);
        }
    }
}
