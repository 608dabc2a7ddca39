using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Xml.Linq;

namespace CmsOrchestrator.EndToEnd.Tests;

/// <summary>What the repository says of itself.</summary>
public sealed class RepositoryTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string> Projects => [.. ProjectFiles];

    private static IEnumerable<string> ProjectFiles =>
        Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(Root, p));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_package_of_a_project_is_pinned_exactly_in_one_place(string project)
    {
        var pinned = XDocument.Load(Path.Combine(Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(p => p.Attribute("Include")!.Value, p => p.Attribute("Version")!.Value, StringComparer.OrdinalIgnoreCase);
        using var assets = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Root, Path.GetDirectoryName(project)!, "obj", "project.assets.json")));
        var loose = assets.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => library.Name.Split('/'))
            .Where(library => pinned.GetValueOrDefault(library[0]) != $"[{library[1]}]")
            .Select(library => $"{library[0]} {library[1]}");
        Assert.Empty(loose);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Root, "CmsOrchestrator.sln")).Replace('\\', '/');
        Assert.All(ProjectFiles, project => Assert.Contains(project.Replace('\\', '/'), solution, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Protocol")]
    [InlineData("Model", "Protocol")]
    [InlineData("Actors", "Model")]
    [InlineData("Simulator", "Protocol")]
    [InlineData("Api", "Actors")]
    public void An_import_runs_downward_only(string project, params string[] allowed)
    {
        var references = XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj")).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));
        Assert.Equal(allowed, references);
    }

    [Fact]
    public async Task The_commands_of_the_README_run_where_they_are_typed()
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Root, RedirectStandardOutput = true };
        string[] arguments = ["msbuild", "src/Orchestrator", "-nologo", "-getProperty:RunWorkingDirectory"];
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var build = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var directory = await build.StandardOutput.ReadToEndAsync(limit.Token);
        await build.WaitForExitAsync(limit.Token);

        Assert.Equal(0, build.ExitCode);
        Assert.Equal("", directory.Trim());
    }

    [Fact]
    public void CI_calls_exactly_the_test_command_of_the_README()
    {
        const string Command = "dotnet test CmsOrchestrator.sln -c Release";
        Assert.Contains($"```\n{Command}\n```", File.ReadAllText(Path.Combine(Root, "README.md")), StringComparison.Ordinal);
        Assert.Contains($"\n{Command} ", File.ReadAllText(Path.Combine(Root, ".ci", "run")), StringComparison.Ordinal);
    }

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
