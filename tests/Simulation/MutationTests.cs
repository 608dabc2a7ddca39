using System.Runtime.CompilerServices;

namespace CmsOrchestrator.Simulation;

/// <summary>Whether the simulation finds them is what <c>mutate</c> says; here only that what each breaks is still there. One file a patch.</summary>
public class MutationTests
{
    public static TheoryData<string> Patches { get; } =
        [.. Directory.GetFiles(Path.Combine(Here(), "mutations"), "*.patch").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Patches))]
    public void A_mutation_fits_the_code_that_it_breaks(string patch)
    {
        var lines = File.ReadAllLines(Path.Combine(Here(), "mutations", patch));
        var code = File.ReadAllText(Path.Combine(Here(), "..", "..", lines[0]["--- a/".Length..].Split('\t')[0]));
        foreach (var hunk in string.Join('\n', lines.Skip(2)).Split("@@ -").Skip(1))
        {
            var before = hunk.TrimEnd('\n').Split('\n').Skip(1).Where(line => line is not ['+', ..]).Select(line => line.Length > 0 ? line[1..] : line);
            Assert.Contains(string.Join('\n', before), code, StringComparison.Ordinal);
        }
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
