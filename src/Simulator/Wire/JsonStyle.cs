namespace CmsOrchestrator.Simulator;

/// <summary>How a bridge writes its JSON. Everything here is legal (protocol.md §4), and some of it is nasty.</summary>
public sealed record JsonStyle
{
    public JsonSpacing Spacing { get; init; } = JsonSpacing.Spaced;

    /// <summary><c>7.0</c> instead of <c>7</c>, everywhere.</summary>
    public bool DecimalNumbers { get; init; }

    /// <summary>Keys that nobody has published, with values of every shape, in every object.</summary>
    public bool UnknownKeys { get; init; }

    public MissingValues Missing { get; init; } = MissingValues.Null;

    /// <summary>All of it at once.</summary>
    public static JsonStyle Nasty { get; } = new()
    {
        Spacing = JsonSpacing.Indented,
        DecimalNumbers = true,
        UnknownKeys = true,
        Missing = MissingValues.EmptyText,
    };

    internal bool IsCompact => this is { Spacing: JsonSpacing.Compact, DecimalNumbers: false, UnknownKeys: false, Missing: not MissingValues.EmptyText };
}
