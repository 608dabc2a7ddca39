namespace CmsOrchestrator.Model.Tests.Support;

/// <summary>Runs a test for many seeds; the one that fails is named, and is enough to have it again.</summary>
internal static class Seeds
{
    public static void Each(int count, Action<int> test)
    {
        for (var seed = 1; seed <= count; seed++)
        {
            try
            {
                test(seed);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}: {e.Message}", e);
            }
        }
    }
}
