using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using CmsOrchestrator.Model.Json;
using CmsOrchestrator.Model.Views;
using CmsOrchestrator.Simulator;
using CmsOrchestrator.Support;

namespace CmsOrchestrator.EndToEnd.Tests;

/// <summary>The program itself, in a process of its own, seen through its API alone.</summary>
internal sealed class OrchestratorProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly HttpClient _http;
    private readonly StringBuilder _log = new();
    private bool _isDisposed;

    private OrchestratorProcess(Process process, Uri url)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(20) };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    public HttpClient Http => _http;

    /// <summary>Starts the program with a configuration for that site and waits until it is ready.</summary>
    /// <param name="database">A PostgreSQL database to keep everything in; null for the directory.</param>
    public static async Task<OrchestratorProcess> RunAsync(string directory, SimulatedDeployment site, string? database = null)
    {
        var config = Path.Combine(directory, "site.json");
        await File.WriteAllTextAsync(config, Configuration(directory, site, database));
        var program = Start("run", "--config", config, "--urls", FreeUrl());
        try
        {
            await program.ReadyAsync();
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the program with these arguments; the last one is the URL it serves.</summary>
    public static OrchestratorProcess Start(params string[] arguments) => StartBy([], arguments);

    /// <summary>The same by a launcher that becomes the program.</summary>
    public static OrchestratorProcess StartBy(string[] launcher, params string[] arguments)
    {
        string[] command = [.. launcher, "dotnet", Path.Combine(AppContext.BaseDirectory, "CmsOrchestrator.dll")];
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command[1..].Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        return new OrchestratorProcess(Process.Start(start)!, new Uri(arguments[^1]));
    }

    public static string FreeUrl() => $"http://127.0.0.1:{FreePort.Next()}";

    public async Task ReadyAsync()
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await _http.GetAsync("/healthz/ready");
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            Assert.False(_process.HasExited, $"the program has ended:\n{Log}");
            Assert.True(clock.Elapsed < Limit, $"the program is not ready:\n{Log}");
            await Task.Delay(50);
        }
    }

    /// <summary>Everything that the API shows, from all its pages.</summary>
    public async Task<ReadModel> ViewAsync()
    {
        var calls = await AllAsync("/api/v1/calls", ViewJson.Default.CallView);
        var participants = await AllAsync("/api/v1/participants", ViewJson.Default.ParticipantView);
        return ReadModel.Restore(calls.Revision, calls.Items
            .Select(c => Publication.Of(PublicationType.CallStarted, c.StartedAt, c))
            .Concat(participants.Items.Select(p => Publication.Of(PublicationType.ParticipantJoined, p.JoinedAt, p))));
    }

    /// <summary>SIGTERM; the exit code must come within ten seconds.</summary>
    public Task<int> TerminateAsync() => EndAsync(SigTerm);

    /// <summary>The same with another signal.</summary>
    public async Task<int> EndAsync(int signal)
    {
        Assert.Equal(0, Kill(_process.Id, signal));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>The body of <c>/healthz/ready</c>.</summary>
    public async Task<string> WaitsForAsync()
    {
        using var answer = await _http.GetAsync("/healthz/ready");
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>SIGSTOP or SIGCONT, for instance; of no effect on a process that has ended.</summary>
    public void Signal(int signal)
    {
        if (!_process.HasExited)
        {
            _ = Kill(_process.Id, signal);
        }
    }

    /// <summary>However long that takes: the exit code.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>It ends by itself: the exit code.</summary>
    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        _http.Dispose();
    }

    /// <summary>A configuration for that site: on a database of PostgreSQL, or else on SQLite.</summary>
    public static string Configuration(string directory, SimulatedDeployment site, string? database)
    {
        string? caFile = null;
        if (site.CaPem is { } pem)
        {
            File.WriteAllText(Path.Combine(directory, caFile = "ca.pem"), pem);
        }

        return JsonSerializer.Serialize(new
        {
            Orchestrator = new
            {
                DataDirectory = Path.Combine(directory, "data"),
                Storage = new { Provider = database is null ? "Sqlite" : "PostgreSql", ConnectionString = database },
                LivenessTime = "00:00:06",
                ReconnectMinTime = "00:00:00.100",
                ReconnectMaxTime = "00:00:01",
                Clusters = site.Clusters.ToDictionary(c => c.Name, c => new
                {
                    CallBridges = c.Bridges.ToDictionary(
                        b => b.Name, b => new { Url = b.Url.GetLeftPart(UriPartial.Authority), b.Username, b.Password, CaFile = caFile }),
                }),
            },
        });
    }

    private async Task<(long Revision, List<T> Items)> AllAsync<T>(string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        var items = new List<T>();
        string? cursor = null;
        while (true)
        {
            var page = await _http.GetStringAsync($"{path}?limit=1000" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}"));
            using var json = JsonDocument.Parse(page);
            items.AddRange(json.RootElement.GetProperty("items").EnumerateArray().Select(i => i.Deserialize(type)!));
            cursor = json.RootElement.GetProperty("next").GetString();
            if (cursor is null)
            {
                return (json.RootElement.GetProperty("revision").GetInt64(), items);
            }
        }
    }

    private void Note(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
