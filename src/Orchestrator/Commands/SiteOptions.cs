using System.Collections;
using System.CommandLine;
using CmsOrchestrator.Configuration;

namespace CmsOrchestrator.Commands;

/// <summary>The options that say which configuration is meant.</summary>
internal static class SiteOptions
{
    public static Option<string[]> Config() => new("--config")
    {
        Description = "A configuration file (JSON); of several, the later one wins.",
        Required = true,
        AllowMultipleArgumentsPerToken = false,
    };

    public static Option<string?> Urls() => new("--urls")
    {
        Description = $"Where to serve the API, instead of the configuration's Api:Urls. Default: {ApiSettings.DefaultUrl}.",
    };

    public static SiteConfiguration Open(string[] files, string? urls) => new(files, ProcessEnvironment(), urls);

    /// <summary>Prints every problem, one a line, and gives the exit code.</summary>
    public static async Task<int> RejectAsync(IEnumerable<ConfigurationProblem> problems, TextWriter error)
    {
        foreach (var problem in problems)
        {
            await error.WriteLineAsync(problem.ToString());
        }

        return ExitCode.Wrong;
    }

    private static Dictionary<string, string?> ProcessEnvironment() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value);
}
