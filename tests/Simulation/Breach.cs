using System.Runtime.CompilerServices;
using System.Text;

namespace CmsOrchestrator.Simulation;

/// <summary>Something that must always hold did not.</summary>
internal sealed class Breach(string what) : Exception(what)
{
    public static void Unless(bool holds, string what)
    {
        if (!holds)
        {
            throw new Breach(what);
        }
    }

    public static void Unless(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] BreachText what) => Unless(holds, what.ToString());
}

/// <summary>What did not hold. It is put together only where that is so.</summary>
[InterpolatedStringHandler]
internal readonly ref struct BreachText
{
    private readonly StringBuilder? _text;

    public BreachText(int literalLength, int formattedCount, bool holds, out bool isWritten)
    {
        isWritten = !holds;
        _text = isWritten ? new StringBuilder(literalLength + (formattedCount * 16)) : null;
    }

    public void AppendLiteral(string text) => _text!.Append(text);

    public void AppendFormatted<T>(T value) => _text!.Append(value);

    public override string ToString() => _text?.ToString() ?? "";
}
