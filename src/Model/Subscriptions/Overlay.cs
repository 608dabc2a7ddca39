using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Subscriptions;

internal static class Overlay
{
    /// <summary>What is known after an update: told elements count, absent ones stay.</summary>
    public static ElementValues With(this ElementValues known, ElementValues told)
    {
        var builder = new ElementValuesBuilder();
        foreach (var element in known.Present)
        {
            builder.Set(element, known[element]);
        }

        foreach (var element in told.Present)
        {
            builder.Set(element, told[element]);
        }

        return builder.Build();
    }
}
