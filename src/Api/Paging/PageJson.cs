using CmsOrchestrator.Api.Http;
using Microsoft.AspNetCore.Http;

namespace CmsOrchestrator.Api.Paging;

/// <summary>Answers with a page, tagged, and uses it until it is sent.</summary>
internal sealed class PageJson(PageBody page) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        try
        {
            if (!TaggedJson.IsKnown(httpContext, page.Tag))
            {
                await JsonBody.SendAsync(httpContext, page.Bytes, "application/json");
            }
        }
        finally
        {
            page.Release();
        }
    }
}
