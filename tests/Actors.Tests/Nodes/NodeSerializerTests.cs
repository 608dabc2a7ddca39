using System.Collections.Immutable;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using CmsOrchestrator.Actors.Clusters;
using CmsOrchestrator.Actors.Nodes;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Actors.Tests.Support;
using CmsOrchestrator.Model;

namespace CmsOrchestrator.Actors.Tests.Nodes;

public sealed class NodeSerializerTests : TestKit
{
    private static readonly GoldenDirectory Golden = new("Nodes");

    private static readonly NodeInfo Info = new(
        new("10.0.0.1", 4053), "0.1.0", "7f3c9a52-0000-4000-8000-000000000001", "0123456789ABCDEF", [new("apac"), new("emea")], [new("emea")], 2,
        new("10.0.0.2", 4053), Instant.Parse("2026-11-22T09:00:00.000Z")!.Value);

    private readonly NodeSerializer _serializer;

    public NodeSerializerTests() => _serializer = new NodeSerializer((ExtendedActorSystem)Sys);

    public static TheoryData<string> Files { get; } = [.. Golden.Names];

    [Fact]
    public void The_manifests_are_those_of_the_checked_in_list()
    {
        Assert.Equal(File.ReadAllLines(Golden.Path("manifests.txt")), NodeManifests.Table.Names);
        Assert.All(NodeManifests.Table.Names, manifest => Assert.Contains(manifest + ".json", Golden.Names));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_any_version_sends_is_read_and_written_as_it_was(string file) => Golden.Survives(file, _serializer);

    [Theory]
    [MemberData(nameof(Files))]
    public void What_a_later_version_adds_is_passed_over(string file) => Golden.SurvivesMore(file, _serializer);

    [Fact]
    public void What_is_sent_today_is_in_the_golden_files()
    {
        Golden.Is("cluster.start.v1.json", _serializer.ToBinary(new StartCluster(new("emea"))));
        Golden.Is("cluster.started.v1.json", _serializer.ToBinary(new ClusterStarted(new("emea"))));
        Golden.Is("node.asked.v1.json", _serializer.ToBinary(new NodeAsked(Info)));
        Golden.Is("node.told.v1.json", _serializer.ToBinary(new NodeTold(Info)));
    }

    [Theory]
    [InlineData("cluster.start.v2", """{ "cluster": "emea" }""", "is none that this version knows")]
    [InlineData("cluster.start.v1", "{}", "lacks what it is about")]
    [InlineData("cluster.start.v1", "", "cannot be read")]
    [InlineData("node.told.v1", """{ "name": "10.0.0.1" }""", "cannot be read")]
    [InlineData("node.told.v1", """{ "name": "10.0.0.1:4053", "version": "0.1.0" }""", "lacks what it is about")]
    public void What_cannot_be_read_is_an_error_that_says_what(string manifest, string json, string part) =>
        Assert.Contains(part, Assert.Throws<SerializationException>(() => Read(manifest, json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Settings_and_whatever_else_is_not_listed_do_not_leave_the_node()
    {
        var settings = new ConfigureCluster(new CmsClusterSettings(new("emea"), ImmutableSortedDictionary<CallBridgeName, CallBridgeSettings>.Empty));
        Assert.Throws<SerializationException>(() => _serializer.ToBinary(settings));
        Assert.Throws<SerializationException>(() => _serializer.Manifest(settings));
    }

    private object Read(string manifest, string json) => _serializer.FromBinary(Encoding.UTF8.GetBytes(json), manifest);
}
