using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace CmsOrchestrator.Commands;

/// <summary>Options that take a whole number, from 1.</summary>
internal static class WholeNumber
{
    public static Option<int> Option(string name, string description, int standard, int most) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => standard,
        CustomParser = result => Parse(result, name, most),
    };

    private static int Parse(ArgumentResult result, string name, int most)
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
        {
            return number;
        }

        result.AddError($"{name} must be a whole number from 1 to {most}.");
        return default;
    }
}
