namespace CmsOrchestrator.Actors.Wire;

/// <summary>What became of a token request. A problem's text says what is wrong and never holds a secret.</summary>
public abstract record TokenResult
{
    private TokenResult()
    {
    }

    public sealed record Granted(EventToken Token) : TokenResult;

    /// <summary>Wrong credentials, or too few rights.</summary>
    public sealed record Unauthorized(string Problem) : TokenResult;

    public sealed record Failed(string Problem) : TokenResult;
}

/// <summary>A token for one connection attempt. It never shows itself.</summary>
public sealed class EventToken(string value)
{
    internal string Value => value;

    public override string ToString() => "…";
}
