using System.Runtime.CompilerServices;
using System.Text;

namespace CmsOrchestrator.Simulation;

/// <summary>A line of the trace. What is in it is evaluated only where somebody reads the trace.</summary>
[InterpolatedStringHandler]
internal readonly ref struct TraceText
{
    private readonly StringBuilder? _text;

    public TraceText(int literalLength, int formattedCount, World world, out bool isRead)
    {
        isRead = world.IsTraced;
        _text = isRead ? new StringBuilder(literalLength + (formattedCount * 16)) : null;
    }

    public void AppendLiteral(string text) => _text!.Append(text);

    public void AppendFormatted<T>(T value) => _text!.Append(value);

    public override string ToString() => _text?.ToString() ?? "";
}
