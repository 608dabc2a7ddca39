using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace CmsOrchestrator.Api.Limits;

/// <summary>The time that a request may take, as it is in force when the request comes.</summary>
internal sealed class RequestTimeLimit(LimitsInForce limits)
    : IConfigureOptions<RequestTimeoutOptions>, IOptionsChangeTokenSource<RequestTimeoutOptions>
{
    public string Name => Options.DefaultName;

    public void Configure(RequestTimeoutOptions options) => options.DefaultPolicy = new RequestTimeoutPolicy
    {
        Timeout = limits.Now.RequestTime,
        TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable, // to which the problem middleware gives a body
    };

    public IChangeToken GetChangeToken() => limits.NextChange();
}
