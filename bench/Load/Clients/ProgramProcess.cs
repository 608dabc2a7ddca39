using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CmsOrchestrator.Load.Traffic;

namespace CmsOrchestrator.Load.Clients;

/// <summary>The orchestrator itself, in a process of its own, with its data in a directory of its own.</summary>
internal sealed class ProgramProcess : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("cms-load-").FullName;
    private readonly string _config;
    private string _lastLine = "nothing";

    /// <param name="database">A PostgreSQL database; null for SQLite.</param>
    public ProgramProcess(LoadSite site, string? database)
    {
        Url = new Uri($"http://127.0.0.1:{FreePort()}");
        Http = new HttpClient { BaseAddress = Url };
        var config = Path.Combine(_directory, "site.json");
        File.WriteAllText(config, site.Configuration(DataDirectory, database));
        (_config, Process) = (config, Start(config));
    }

    public Uri Url { get; }

    /// <summary>Where its files are, with SQLite.</summary>
    public string DataDirectory => Path.Combine(_directory, "data");

    public HttpClient Http { get; }

    public Process Process { get; private set; }

    /// <summary><c>kill -9</c>, and the program anew on what it left.</summary>
    public void KillAndStart()
    {
        Kill();
        Process = Start(_config);
    }

    /// <summary>Waits until the program is ready.</summary>
    public Task ReadyAsync(TimeSpan limit, CancellationToken stop) => UntilAsync(
        async () =>
        {
            using var answer = await Http.GetAsync("/healthz/ready");
            return answer.IsSuccessStatusCode;
        },
        limit,
        stop);

    /// <summary>Waits for a condition that may fail while the program is not there yet.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, TimeSpan limit, CancellationToken stop)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < limit; await Task.Delay(20, stop))
        {
            if (Process.HasExited)
            {
                throw new InvalidOperationException($"The program has ended: {LastLine}");
            }

            try
            {
                if (await condition())
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen, or not serve, yet.
            }
        }

        throw new TimeoutException($"The program does not come as far as it has to within {limit.TotalSeconds:N0} s; the last it said: {LastLine}");
    }

    private string LastLine => Volatile.Read(ref _lastLine);

    public void Dispose()
    {
        Kill();
        Http.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private void Kill()
    {
        Process.Kill();
        Process.WaitForExit();
        Process.Dispose();
    }

    private Process Start(string config)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "CmsOrchestrator.dll"), "run", "--config", config, "--urls", Url.ToString()])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Note(string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            Volatile.Write(ref _lastLine, line);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
