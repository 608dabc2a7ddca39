using CmsOrchestrator.Model.Bridges;
using CmsOrchestrator.Model.Connections;
using CmsOrchestrator.Model.Subscriptions;
using CmsOrchestrator.Model.Tests.Support;
using CmsOrchestrator.Model.Views;

namespace CmsOrchestrator.Model.Tests.Bridges;

/// <summary>A bridge with two connections at most, unless a test says more, and what they wanted done. Times are seconds.</summary>
internal sealed class RecordedBridge : IBridgeEffects
{
    private readonly BridgeConnections _bridge;
    private readonly List<string> _log = [];

    public RecordedBridge(int maxConnections = 2)
    {
        Attempts = new int[maxConnections];
        _bridge = new BridgeConnections(
            new ReconnectSettings(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1)), new ConnectionSpread(maxConnections),
            new BridgeHealth(Ids.Cluster, Ids.Lon, new Uri("https://lon.example.net/events"), Ids.At(0)), () => Jitter, this);
        _bridge.Start(Ids.At(0));
    }

    /// <summary>The next chance, from 0 to 1.</summary>
    public double Jitter { get; set; }

    /// <summary>The last attempt of each connection.</summary>
    public int[] Attempts { get; }

    public List<CallBridgeView> Views { get; } = [];

    public Tolerance? Tolerance { get; private set; }

    /// <summary>One whose first connection works since second 0.</summary>
    public static RecordedBridge Connected(int maxConnections = 2)
    {
        var bridge = new RecordedBridge(maxConnections);
        bridge.Comes(0, 0);
        bridge.Take();
        return bridge;
    }

    /// <summary>What was wanted since this was asked last.</summary>
    public string[] Take()
    {
        string[] taken = [.. _log];
        _log.Clear();
        return taken;
    }

    public void Want(double at, int rosters) =>
        _bridge.Want(Ids.At(at), [.. Enumerable.Range(1, rosters).Select(n => Resource.Roster(Ids.Call(n)))]);

    /// <summary>An attempt brings a socket, and its first request is answered.</summary>
    public void Comes(double at, int number)
    {
        Opened(at, number);
        Answered(at, number);
    }

    public void Opened(double at, int number, int? attempt = null) =>
        _bridge.Opened(Ids.At(at), new AttemptOpened(number, attempt ?? Attempts[number]));

    public void Fails(double at, int number, CallBridgeStatus status = CallBridgeStatus.BackingOff, string problem = "no way") =>
        _bridge.Failed(Ids.At(at), number, Attempts[number], status, problem);

    public void Answered(double at, int number) => _bridge.Answered(Ids.At(at), number);

    public void Refused(double at, int number) => _bridge.Refused(Ids.At(at), number);

    public void Closed(double at, int number, CloseCause cause) => _bridge.Closed(Ids.At(at), number, cause, $"it is {cause}");

    public void Ended(double at, int number) => _bridge.Ended(Ids.At(at), number);

    /// <summary>A connection gives up, and is no more.</summary>
    public void Drops(double at, int number, CloseCause cause = CloseCause.Lost)
    {
        Closed(at, number, cause);
        Ended(at, number);
    }

    public void RetryDue(double at, int number, string? storageProblem = null) => _bridge.RetryDue(Ids.At(at), number, storageProblem);

    public void PublishDue(double at) => _bridge.PublishDue(Ids.At(at));

    public void Noted(double at, string problem) => _bridge.Noted(Ids.At(at), problem);

    public void Reported(double at, int number, int active) => _bridge.Reported(Ids.At(at), number, new SubscriptionCounts(0, active, 0), null);

    public void Stop(double at) => _bridge.Stop(Ids.At(at));

    void IBridgeEffects.Attempt(int number, int attempt)
    {
        Assert.NotEqual(Attempts[number], attempt);
        Attempts[number] = attempt;
        _log.Add($"attempt {number}");
    }

    void IBridgeEffects.Abandon(int number) => _log.Add($"abandon {number}");

    void IBridgeEffects.Open(AttemptOpened opened, Tolerance tolerance, IReadOnlyCollection<Resource> wanted)
    {
        Tolerance = tolerance;
        _log.Add($"open {opened.Number} for {wanted.Count}");
    }

    void IBridgeEffects.Discard(AttemptOpened opened) => _log.Add($"discard {opened.Number}");

    void IBridgeEffects.Want(int number, IReadOnlyCollection<Resource> wanted) => _log.Add($"want {number} for {wanted.Count}");

    void IBridgeEffects.Close(int number) => _log.Add($"close {number}");

    void IBridgeEffects.Pause(int number, TimeSpan pause) => _log.Add(FormattableString.Invariant($"pause {number} for {pause.TotalSeconds} s"));

    void IBridgeEffects.Lost(int number) => _log.Add($"lost {number}");

    void IBridgeEffects.RoomChanged(int room) => _log.Add($"room {room}");

    void IBridgeEffects.Connected(int failures, TimeSpan failing) =>
        _log.Add(FormattableString.Invariant($"connected after {failures} failures in {failing.TotalSeconds} s"));

    void IBridgeEffects.ConnectionFailed(int number, CloseCause cause, string why) => _log.Add($"failed {number}: {cause}");

    void IBridgeEffects.AttemptFailed(string problem) => _log.Add($"news: {problem}");

    void IBridgeEffects.Publish(CallBridgeView view) => Views.Add(view);

    void IBridgeEffects.PublishAfter(TimeSpan pause) => _log.Add(FormattableString.Invariant($"publish after {pause.TotalSeconds} s"));

    void IBridgeEffects.Gone() => _log.Add("gone");
}
