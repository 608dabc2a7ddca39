using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace CmsOrchestrator.Simulator;

/// <summary>Options that say what they take, when they are given something else.</summary>
internal static class Ranges
{
    public static Option<int> Whole(string name, string description, int standard, int lowest, int highest) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
            int.TryParse(Text(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= lowest && number <= highest
                ? number
                : Fail<int>(result, name, $"a whole number from {lowest} to {highest}"),
    };

    public static Option<double> Number(string name, string description, double standard, double lowest, double highest) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
            double.TryParse(Text(result), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= lowest && number <= highest
                ? number
                : Fail<double>(result, name, $"a number from {lowest} to {highest}"),
    };

    /// <summary>An address of this machine, with nothing behind the port.</summary>
    public static Option<Uri?> Loopback(string name, string description, string? standard, params string[] schemes) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => standard is null ? null : new Uri(standard),
        CustomParser = result =>
            Uri.TryCreate(Text(result), UriKind.Absolute, out var address)
            && address is { Host: "127.0.0.1" or "localhost", PathAndQuery: "/" } && schemes.Contains(address.Scheme)
                ? address
                : Fail<Uri>(result, name, $"{string.Join(" or ", schemes)} on 127.0.0.1 or localhost"),
    };

    private static string Text(ArgumentResult result) => result.Tokens is [var token] ? token.Value : "";

    private static T? Fail<T>(ArgumentResult result, string name, string range)
    {
        result.AddError($"{name}: must be {range}.");
        return default;
    }
}
