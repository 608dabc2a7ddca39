using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Tests.Support;

/// <summary>Readable ids: the number is the last group of the GUID.</summary>
internal static class Ids
{
    public static readonly ClusterName Cluster = new("emea");
    public static readonly CallBridgeName Lon = new("lon1");
    public static readonly CallBridgeName Fra = new("fra1");
    public static readonly CallBridgeName Ams = new("ams1");

    public static Guid Guid(int group, int number) => new(group, 0, 0, 0, 0, 0, 0, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number);

    public static CallGuid Call(int number) => new(Guid(0xca, number));

    public static ParticipantId Person(int number) => new(Guid(0xbe, number));

    public static CallCorrelator Correlator(int number) => new(Guid(0xc0, number));

    public static CallKey Key(int number) => CallKey.Of(Correlator(number));

    public static InstanceKey Instance(CallBridgeName bridge, int call) => new(bridge, Call(call));

    public static Epoch Epoch(int number) => new(1, number);

    public static Instant At(double seconds) => new((long)(seconds * 1000));
}
