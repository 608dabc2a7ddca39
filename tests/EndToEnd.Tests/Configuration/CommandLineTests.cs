using System.Net;
using System.Net.Sockets;
using CmsOrchestrator.Commands;

namespace CmsOrchestrator.EndToEnd.Tests.Configuration;

public sealed class CommandLineTests : IDisposable
{
    private readonly SiteFiles _files = new();

    [Theory]
    [InlineData("")]
    [InlineData("fly")]
    [InlineData("run")]
    [InlineData("run --config")]
    [InlineData("check")]
    [InlineData("check --config a.json --urls http://127.0.0.1:1")]
    [InlineData("demo --clusters none")]
    [InlineData("demo --bridges 0")]
    [InlineData("demo --calls 20 30")]
    [InlineData("demo --urls http://0.0.0.0:80")]
    [InlineData("key")]
    [InlineData("key new")]
    [InlineData("key new --name")]
    [InlineData("key new --name noc --clusters")]
    [InlineData("key new --name noc --clusters ,")]
    [InlineData("run --config /nowhere/site.json")]
    [InlineData("check --config /nowhere/site.json")]
    public async Task Wrong_arguments_and_configurations_are_exit_code_2_with_a_word_on_stderr(string arguments)
    {
        var (code, error) = await RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, code);
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run --help")]
    [InlineData("--version")]
    public async Task A_question_is_no_mistake(string arguments) => Assert.Equal((0, ""), await RunAsync(arguments.Split(' ')));

    [Fact]
    public async Task Every_problem_has_its_line()
    {
        var file = _files.Add("site.json", """{ "Orchestrator": { "Clusters": {}, "HandoverTime": "soon" } }""");

        var (code, error) = await RunAsync("run", "--config", file, "--urls", "http://*:80");

        Assert.Equal(2, code);
        Assert.Equal(
            ["Orchestrator:HandoverTime", "Orchestrator:Clusters", "Api:Urls"],
            error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..line.IndexOf(": ", StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_exit_code_1_and_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        var file = _files.Add("site.json", SiteFiles.Minimal);

        var (code, error) = await RunAsync("run", "--config", file, "--urls", url);

        Assert.Equal(1, code);
        Assert.Contains(url, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    public void Dispose() => _files.Dispose();

    private static async Task<(int Code, string Error)> RunAsync(params string[] arguments)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var code = await OrchestratorCommand.RunAsync(arguments, TextWriter.Null, error);
        return (code, error.ToString());
    }
}
