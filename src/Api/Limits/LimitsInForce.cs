using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace CmsOrchestrator.Api.Limits;

/// <summary>
/// The limits that are in force now; whoever keeps one asks here for every request, stream and connection. What is open already stays
/// open. Safe for any thread.
/// </summary>
public sealed class LimitsInForce(ApiLimits limits)
{
    private volatile ApiLimits _now = limits;
    private ConfigurationReloadToken _change = new();

    public ApiLimits Now => _now;

    /// <summary>Puts these limits into force in place of those before. Callers take turns.</summary>
    public void Replace(ApiLimits limits)
    {
        if (limits == _now)
        {
            return;
        }

        _now = limits;
        Interlocked.Exchange(ref _change, new ConfigurationReloadToken()).OnReload();
    }

    /// <summary>Tells the next change, once.</summary>
    internal IChangeToken NextChange() => Volatile.Read(ref _change);
}
