namespace CmsOrchestrator.Simulation;

/// <summary>Something that must always hold did not.</summary>
internal sealed class Breach(string what) : Exception(what)
{
    public static void Unless(bool holds, string what)
    {
        if (!holds)
        {
            throw new Breach(what);
        }
    }
}
