using CmsOrchestrator.Model.Calls;

namespace CmsOrchestrator.Model.Tests;

public class LayerTests
{
    [Fact]
    public void The_model_knows_the_protocol_and_the_runtime_and_nothing_else()
    {
        var references = typeof(CallState).Assembly.GetReferencedAssemblies().Select(a => a.Name!);

        Assert.All(references, name => Assert.True(name == "CmsOrchestrator.Protocol" || name.StartsWith("System.", StringComparison.Ordinal), name));
    }
}
