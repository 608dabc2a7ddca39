using System.Globalization;
using System.Text;

namespace CmsOrchestrator.Api.Metrics;

/// <summary>Prometheus' text format, version 0.0.4.</summary>
internal sealed class MetricText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new(32 * 1024);

    public void Head(MetricName name) => _text
        .Append("# HELP ").Append(name.Name).Append(' ').Append(Escaped(name.Help)).Append('\n')
        .Append("# TYPE ").Append(name.Name).Append(' ').Append(name.Type).Append('\n');

    /// <param name="bound">The value of the label <c>le</c>; null where there is none.</param>
    public void Sample(string name, Labels labels, string? bound, double value)
    {
        _text.Append(name);
        var open = '{';
        foreach (var (key, label) in labels.Pairs)
        {
            _text.Append(open).Append(key.Replace('.', '_')).Append("=\"").Append(Escaped(Text(label)).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
            open = ',';
        }

        if (bound is not null)
        {
            _text.Append(open).Append("le=\"").Append(bound).Append('"');
            open = ',';
        }

        _text.Append(open == '{' ? " " : "} ").Append(Number(value)).Append('\n');
    }

    public static string Number(double value) => double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    public override string ToString() => _text.ToString();

    private static string Text(object? label) => Convert.ToString(label, CultureInfo.InvariantCulture) ?? "";

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
