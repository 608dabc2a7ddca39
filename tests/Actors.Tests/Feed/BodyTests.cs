using System.Text;
using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Tests.Support;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Actors.Tests.Feed;

/// <summary>What the feed's rows hold: nodes of two versions read each other's, and a later version those of all before it.</summary>
public sealed class BodyTests
{
    private static readonly GoldenDirectory Golden = new("Feed");

    public static TheoryData<string> Files { get; } = [.. Golden.Names];

    [Fact]
    public void What_is_written_today_is_in_the_golden_files()
    {
        Golden.Is("call.json", Written(Views.Started(1)));
        Golden.Is("participant.json", Written(Views.Left(1, 1)));
        Golden.Is("callBridge.json", Written(Publication.Of(Views.Now, Views.Bridge("lon1", CallBridgeStatus.BackingOff))));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_any_version_wrote_is_read_and_written_as_it_was(string file) => Golden.Is(file, Written(Read(file, Golden.Text(file))));

    [Theory]
    [MemberData(nameof(Files))]
    public void What_a_later_version_adds_is_passed_over(string file) => Golden.Is(file, Written(Read(file, Golden.WithMore(file))));

    private static Publication Read(string file, string json) => Body.ReadLive(Enum.Parse<LiveKind>(file.Split('.')[0], ignoreCase: true), Views.Now, json);

    private static byte[] Written(Publication publication) => Encoding.UTF8.GetBytes(Body.Write(publication));
}
