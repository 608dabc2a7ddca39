namespace CmsOrchestrator.Protocol.Tests;

public sealed class LayerTests
{
    [Fact]
    public void The_wire_format_knows_no_network_no_actors_and_nothing_else_of_ours()
    {
        var referenced = typeof(ServerMessageReader).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();

        Assert.NotEmpty(referenced);
        Assert.All(referenced, name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
        Assert.DoesNotContain(referenced, name => name.StartsWith("System.Net", StringComparison.Ordinal));
    }
}
