using System.Text.Json;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Json;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.EndToEnd.Tests;

/// <summary>One event of the change stream, as it came.</summary>
internal sealed record ToldChange(long Revision, string Name, string Data)
{
    /// <summary>The change that it tells of; everything that it says twice must be the same.</summary>
    public Change Read()
    {
        using var json = JsonDocument.Parse(Data);
        var data = json.RootElement;
        Assert.Equal((Revision, Name), (data.GetProperty("revision").GetInt64(), data.GetProperty("type").GetString()));
        var type = PublicationNames.Parse(Name)!.Value;
        var time = Instant.Parse(data.GetProperty("time").GetString())!.Value;
        var publication = Name.Split('.')[0] switch
        {
            "call" => Publication.Of(type, time, data.GetProperty("call").Deserialize(ViewJson.Default.CallView)!),
            "participant" => Publication.Of(type, time, data.GetProperty("participant").Deserialize(ViewJson.Default.ParticipantView)!),
            _ => Publication.Of(time, data.GetProperty("callBridge").Deserialize(ViewJson.Default.CallBridgeView)!),
        };
        Assert.Equal(publication.Cluster.Value, data.GetProperty("cluster").GetString());
        return new Change(Revision, publication);
    }
}
