namespace CmsOrchestrator.Simulator;

/// <summary>How a token request goes wrong.</summary>
public abstract record TokenFault
{
    private TokenFault()
    {
    }

    /// <summary>Answered with this status, and the XML body that failures may carry.</summary>
    public sealed record Status(int Code) : TokenFault;

    /// <summary>200 with an HTML page, as from a web proxy or a login page, and no token.</summary>
    public sealed record HtmlPage : TokenFault;

    /// <summary>200 with an empty body, and no token.</summary>
    public sealed record NoHeader : TokenFault;

    /// <summary>Taken, and never answered.</summary>
    public sealed record Hang : TokenFault;
}
