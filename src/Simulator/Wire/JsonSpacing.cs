namespace CmsOrchestrator.Simulator;

/// <summary>White space in what a bridge sends; it means nothing, and a client must not mind.</summary>
public enum JsonSpacing
{
    /// <summary><c>{"type":"message"}</c></summary>
    Compact,

    /// <summary><c>{ "type" : "message" }</c></summary>
    Spaced,

    /// <summary>One key a line.</summary>
    Indented,
}
