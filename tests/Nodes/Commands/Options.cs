using System.Globalization;

namespace CmsOrchestrator.Nodes.Commands;

/// <summary>Names and values of a command line.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> _values;

    private Options(Dictionary<string, string> values) => _values = values;

    /// <summary>Null where something else is given than these, or no number where one is meant.</summary>
    public static Options? Parse(string[] arguments, params string[] known)
    {
        var pairs = arguments.Chunk(2).ToList();
        return pairs.All(p => p.Length == 2 && known.Contains(p[0]) && (p[0] == "--only" || IsNumber(p[1]))) && pairs.Select(p => p[0]).Distinct().Count() == pairs.Count
            ? new Options(pairs.ToDictionary(p => p[0], p => p[1]))
            : null;
    }

    public int Number(string name, int otherwise) =>
        _values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public string[]? Words(string name) => _values.TryGetValue(name, out var text) ? text.Split(',') : null;

    private static bool IsNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
