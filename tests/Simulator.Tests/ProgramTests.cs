using System.Diagnostics;
using System.Text.Json;

namespace CmsOrchestrator.Simulator.Tests;

/// <summary>The program, as a process.</summary>
public sealed class ProgramTests
{
    private const string AnyPort = "http://127.0.0.1:0";

    [Theory]
    [InlineData("--bridges", "0")]
    [InlineData("--clusters", "many")]
    [InlineData("--rate", "-1")]
    [InlineData("--listen", "http://10.0.0.1:8800")]
    [InlineData("--listen", "nonsense")]
    [InlineData("--control", "https://127.0.0.1:8799")]
    [InlineData("--unheard-of", "1")]
    public async Task Wrong_arguments_end_with_2_and_a_line_that_names_them(string option, string value)
    {
        using var process = Start(option, value);
        using var limit = new CancellationTokenSource(BareClient.Limit);

        Assert.Contains(option, await process.StandardError.ReadToEndAsync(limit.Token), StringComparison.Ordinal);
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal(2, process.ExitCode);
    }

    [Fact]
    public async Task It_says_where_its_bridges_are_and_ends_with_0_on_SIGTERM()
    {
        var directory = Directory.CreateTempSubdirectory("simulator");
        var file = Path.Combine(directory.FullName, "site.json");
        using var process = Start("--listen", AnyPort, "--clusters", "1", "--bridges", "2", "--calls", "2", "--config-out", file);
        using var limit = new CancellationTokenSource(BareClient.Limit);
        Assert.StartsWith("emea/lon1\thttp://127.0.0.1:", await process.StandardOutput.ReadLineAsync(limit.Token), StringComparison.Ordinal);
        Assert.StartsWith("emea/fra1\thttp://127.0.0.1:", await process.StandardOutput.ReadLineAsync(limit.Token), StringComparison.Ordinal);
        Assert.Contains(file, await process.StandardOutput.ReadLineAsync(limit.Token), StringComparison.Ordinal);
        using var configuration = JsonDocument.Parse(await File.ReadAllTextAsync(file, limit.Token));
        var lon = configuration.RootElement.GetProperty("Orchestrator").GetProperty("Clusters").GetProperty("emea")
            .GetProperty("CallBridges").GetProperty("lon1");
        Assert.Equal("events", lon.GetProperty("Username").GetString());

        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(limit.Token);

        Assert.Equal(0, process.ExitCode);
        directory.Delete(recursive: true);
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(
        "dotnet", [typeof(SimulatedDeployment).Assembly.Location, .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
