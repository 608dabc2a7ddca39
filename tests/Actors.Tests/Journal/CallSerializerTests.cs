using System.Runtime.Serialization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using CmsOrchestrator.Actors.Journal;
using CmsOrchestrator.Actors.Tests.Support;
using CmsOrchestrator.Model.Calls;

namespace CmsOrchestrator.Actors.Tests.Journal;

public sealed class CallSerializerTests : TestKit
{
    private static readonly GoldenDirectory Golden = new("Journal", "entries", "present");

    private readonly CallSerializer _serializer;

    public CallSerializerTests()
        : base(HoconFile.Load(HoconFile.Base)) => _serializer = new CallSerializer((ExtendedActorSystem)Sys);

    public static TheoryData<string> GoldenFiles { get; } = [.. Golden.Names];

    [Fact]
    public void The_manifests_are_those_of_the_checked_in_list() =>
        Assert.Equal(File.ReadAllLines(Golden.Path("manifests.txt")), JournalManifests.Table.Names);

    [Fact]
    public void Every_manifest_has_a_golden_file() =>
        Assert.All(JournalManifests.Table.Names, manifest => Assert.Contains(manifest + ".json", Golden.Names));

    [Theory]
    [MemberData(nameof(GoldenFiles))]
    public void What_was_ever_written_is_read_and_written_again_as_it_was(string file) => Golden.Survives(file, _serializer);

    [Theory]
    [MemberData(nameof(GoldenFiles))]
    public void Keys_and_elements_that_a_later_version_adds_are_passed_over_wherever_they_are(string file) => Golden.SurvivesMore(file, _serializer);

    [Theory]
    [InlineData("call.changed.v1.json")]
    [InlineData("call.state.v1.recent-leaves.json")]
    public void What_is_written_today_is_the_golden_file(string file)
    {
        var changed = Changes.One([.. Changes.All]);
        IJournaled value = file.StartsWith(JournalManifests.CallChanged, StringComparison.Ordinal)
            ? new CallEvent(changed)
            : new CallSnapshot(CallFold.Apply(CallState.None, changed));

        Golden.Is(file, _serializer.ToBinary(value));
    }

    [Fact]
    public void The_golden_file_of_changes_has_every_kind_of_change()
    {
        var kinds = typeof(CallChange).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false)
            .Cast<JsonDerivedTypeAttribute>().Select(kind => (string)kind.TypeDiscriminator!);
        var golden = JsonNode.Parse(Golden.Text("call.changed.v1.json"))!["changes"]!.AsArray()
            .Select(change => change!["is"]!.GetValue<string>()).ToHashSet();

        Assert.All(kinds, kind => Assert.Contains(kind, golden));
    }

    [Fact]
    public void Akka_finds_this_serializer_for_what_is_persisted()
    {
        var found = Sys.Serialization.FindSerializerFor(new CallSnapshot(CallState.None));

        Assert.IsType<CallSerializer>(found);
        Assert.Equal(7201, found.Identifier);
    }

    [Fact]
    public void A_manifest_that_nobody_knows_is_an_error_that_names_it()
    {
        var error = Assert.Throws<SerializationException>(() => _serializer.FromBinary("{}"u8.ToArray(), "call.changed.v9"));

        Assert.Contains("'call.changed.v9'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"changes\":[{\"is\":\"unheardOf\",\"at\":\"2026-09-21T14:13:20.000Z\"}]}")]
    [InlineData("{\"changes\":[{\"is\":\"sessionStarted\"}]}")]
    [InlineData("{\"changes\":[{\"is\":\"sessionStarted\",\"at\":\"yesterday\",\"id\":\"1\"}]}")]
    public void JSON_that_is_not_what_the_manifest_says_is_an_error_that_names_it(string json)
    {
        var error = Assert.Throws<SerializationException>(() => _serializer.FromBinary(Encoding.UTF8.GetBytes(json), "call.changed.v1"));

        Assert.Contains("'call.changed.v1'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_meant_to_be_persisted_is_refused()
    {
        Assert.Throws<SerializationException>(() => _serializer.ToBinary("text"));
        Assert.Throws<SerializationException>(() => _serializer.Manifest("text"));
    }
}
