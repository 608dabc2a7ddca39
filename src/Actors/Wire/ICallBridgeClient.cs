namespace CmsOrchestrator.Actors.Wire;

/// <summary>The way to one Call Bridge (protocol.md §1). Results are values; only cancellation throws.</summary>
public interface ICallBridgeClient : IDisposable
{
    /// <summary>Asks for a fresh token, within the client's time limit.</summary>
    Task<TokenResult> RequestTokenAsync(CancellationToken cancellation);

    /// <summary>Opens an event socket with a token, within the client's time limit.</summary>
    Task<OpenResult> OpenAsync(EventToken token, CancellationToken cancellation);
}
