using System.Diagnostics;

namespace CmsOrchestrator.Chaos.Site;

/// <summary>Asks the API for a page of calls all the time, as somebody does who looks at it.</summary>
internal sealed class ApiWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _http;
    private readonly Task _work;

    public ApiWatch(HttpClient http)
    {
        _http = http;
        _work = Task.Run(RunAsync);
    }

    public int Answers { get; private set; }

    /// <summary>Answers that were no 200, and questions without one.</summary>
    public int Failures { get; private set; }

    public TimeSpan Slowest { get; private set; }

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
            var clock = Stopwatch.StartNew();
            try
            {
                using var answer = await _http.GetAsync(new Uri("/api/v1/calls?limit=100", UriKind.Relative));
                Failures += answer.IsSuccessStatusCode ? 0 : 1;
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                Failures++;
            }

            Answers++;
            Slowest = clock.Elapsed > Slowest ? clock.Elapsed : Slowest;
            await Task.Delay(Pause);
        }
    }
}
