namespace CmsOrchestrator.Simulator;

/// <summary><c>GET /events/v1?authToken=</c> (protocol.md §1): from the token to the end of the WebSocket.</summary>
internal sealed class EventsEndpoint(SimulatedCallBridge bridge, AuthTokens tokens, Transports transports)
{
    public const string Path = "/events/v1";

    public async Task AnswerAsync(HttpContext context)
    {
        await bridge.Faults.WaitWhileBlackHole(context.RequestAborted);
        if (bridge.Faults.Upgrade is UpgradeFault.Hang)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        }

        if (Refuse(context) is { } status)
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Connection = "close";
            return;
        }

        if (!bridge.Connections.TryReserve(out var number))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        try
        {
            await ServeAsync(context, number);
        }
        finally
        {
            bridge.Connections.Release(number);
        }
    }

    private int? Refuse(HttpContext context)
    {
        if (bridge.Faults.Upgrade is UpgradeFault.Status fault)
        {
            return fault.Code;
        }

        if (!Handshake.IsWebSocket(context))
        {
            bridge.Note(0, BreachKind.Upgrade, "a request for the events that is no upgrade to WebSocket 13");
            return StatusCodes.Status400BadRequest;
        }

        switch (tokens.Use(context.Request.Query["authToken"].ToString()))
        {
            case TokenState.Good:
                return null;
            case TokenState.Used:
                bridge.Note(0, BreachKind.TokenReused, "a token that had opened a connection before");
                return StatusCodes.Status401Unauthorized;
            default:
                return StatusCodes.Status401Unauthorized;
        }
    }

    private async Task ServeAsync(HttpContext context, int number)
    {
        await using var stream = await Handshake.AcceptAsync(context);
        var transport = context.Connection.Id;
        var setup = new ConnectionSetup(
            number,
            bridge.Calls,
            bridge.Faults,
            bridge.Behaviour,
            bridge.Time,
            (kind, what) => bridge.Note(number, kind, what),
            () => transports.Reset(transport));
        using var connection = new EventsConnection(setup, stream);
        bridge.Connections.Open(connection);
        await connection.RunAsync(context.RequestAborted);
    }
}
