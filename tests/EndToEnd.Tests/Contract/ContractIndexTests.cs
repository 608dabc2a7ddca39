using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CmsOrchestrator.EndToEnd.Tests.Contract;

public sealed class ContractIndexTests
{
    [Fact]
    public void Every_sentence_has_a_test_that_runs()
    {
        Assert.All(ContractIndex.CommandLine, Runs);
        Assert.All(ContractIndex.Configuration, Runs);
        Assert.All(ContractIndex.HttpApi, Runs);
    }

    private static void Runs((string Sentence, string Test) entry)
    {
        var end = entry.Test.LastIndexOf('.');
        var (file, method) = (Path.Combine(Tests(), entry.Test[..end] + ".cs"), entry.Test[(end + 1)..]);

        Assert.True(File.Exists(file), $"'{entry.Sentence}': there is no {file}");
        Assert.True(
            Regex.IsMatch(File.ReadAllText(file), $@"\[\w*(Fact|Theory)\b((?!\bpublic\b).)*\bpublic [\w ]+ {method}\(", RegexOptions.Singleline),
            $"'{entry.Sentence}': {entry.Test} is no test");
    }

    private static string Tests([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
