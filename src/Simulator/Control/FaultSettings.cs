using System.Globalization;

namespace CmsOrchestrator.Simulator;

/// <summary>
/// Lasting faults as a query: <c>token=401|html|noHeader|hang</c>, <c>upgrade=503|silent|hang</c>, <c>sendDelay=00:00:00.2</c> …
/// What is not named stays as it is.
/// </summary>
internal sealed record FaultSettings(
    string? Token,
    string? Upgrade,
    string? AckStatus,
    bool? DropAcks,
    bool? AlwaysHoles,
    bool? BlackHole,
    TimeSpan? SendDelay,
    TimeSpan? AckDelay,
    string? Certificate,
    int? ConnectionsTakenByOthers)
{
    public void Apply(SimulatedCallBridge bridge)
    {
        var faults = bridge.Faults;
        faults.Token = Token is null ? faults.Token : TokenFaultOf(Token);
        faults.Upgrade = Upgrade is null ? faults.Upgrade : UpgradeFaultOf(Upgrade);
        faults.AckStatus = AckStatus ?? faults.AckStatus;
        faults.DropAcks = DropAcks ?? faults.DropAcks;
        faults.AlwaysHoles = AlwaysHoles ?? faults.AlwaysHoles;
        faults.BlackHole = BlackHole ?? faults.BlackHole;
        faults.SendDelay = SendDelay ?? faults.SendDelay;
        faults.AckDelay = AckDelay ?? faults.AckDelay;
        bridge.Certificate = Certificate is null ? bridge.Certificate : Word<BridgeCertificate>(Certificate);
        bridge.ConnectionsTakenByOthers = ConnectionsTakenByOthers ?? bridge.ConnectionsTakenByOthers;
    }

    private static TokenFault? TokenFaultOf(string word) => word switch
    {
        "" or "none" => null,
        "html" => new TokenFault.HtmlPage(),
        "noHeader" => new TokenFault.NoHeader(),
        "hang" => new TokenFault.Hang(),
        _ => new TokenFault.Status(Status(word)),
    };

    private static UpgradeFault? UpgradeFaultOf(string word) => word switch
    {
        "" or "none" => null,
        "silent" => new UpgradeFault.Silent(),
        "hang" => new UpgradeFault.Hang(),
        _ => new UpgradeFault.Status(Status(word)),
    };

    /// <summary>A word of an enumeration, however it is cased.</summary>
    public static T Word<T>(string word)
        where T : struct, Enum =>
        Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw new BadHttpRequestException($"Not one of {string.Join(", ", Enum.GetNames<T>())}: {word}");

    private static int Status(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 200 and <= 599
            ? status
            : throw new BadHttpRequestException($"No such fault: {word}");
}
