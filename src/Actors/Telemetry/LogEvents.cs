using System.Collections.Frozen;
using Microsoft.Extensions.Logging;

namespace CmsOrchestrator.Actors.Telemetry;

/// <summary>
/// The event ids of what actors log, by the text that is logged. An id is never given to something else and never changes when the
/// text does: alerts hang on it. 1xxx Call Bridges, 2xxx calls and clusters, 3xxx storage, 6xxx nodes.
/// </summary>
internal static class LogEvents
{
    /// <summary>Lines of one event that were held back.</summary>
    public static readonly EventId HeldBack = new(9001, nameof(HeldBack));

    private static readonly FrozenDictionary<string, EventId> ByTemplate = new Dictionary<string, EventId>
    {
        ["Call Bridge {CallBridge} is connected"] = new(1001, "BridgeConnected"),
        ["Call Bridge {CallBridge} is connected, after {Failures} failures in {Seconds} s"] = new(1001, "BridgeConnected"),
        ["Call Bridge {CallBridge}: connection {Connection} is lost: {Why}"] = new(1002, "BridgeConnectionLost"),
        ["Call Bridge {CallBridge}: {Problem}"] = new(1003, "BridgeProblem"),
        ["A connection of {CallBridge} failed"] = new(1004, "ConnectionFailed"),
        ["Closing a socket of {CallBridge} failed"] = new(1005, "SocketCloseFailed"),
        ["The supervisor of Call Bridge {Cluster}/{CallBridge} failed; it is started again in {PauseMilliseconds} ms"] = new(1006, "SupervisorFailed"),
        ["Writing {PersistenceId} failed, its call is stale until it works again: {Problem}"] = new(2001, "CallWriteFailed"),
        ["An event of {PersistenceId} was rejected"] = new(2002, "CallEventRejected"),
        ["Recovering {PersistenceId} failed: {Problem}"] = new(2003, "CallRecoveryFailed"),
        ["Call {Call} of {Cluster} stopped; it is started again in {PauseMilliseconds} ms"] = new(2004, "CallStopped"),
        ["An actor of cluster {Cluster} failed; it is started again"] = new(2005, "ClusterActorFailed"),
        ["A CMS cluster failed; it is started again"] = new(2006, "ClusterFailed"),
        ["CMS cluster {Cluster} failed; it is started again"] = new(2006, "ClusterFailed"),
        ["CMS cluster {Cluster} is started again in {PauseMilliseconds} ms: {Problem}"] = new(2007, "ClusterRestarts"),
        ["The process ends: {Problem}"] = new(2008, "ProcessEnds"),
        ["The storage takes no writes; the view stands still until it does: {Problem}"] = new(3001, "StorageFails"),
        ["The storage takes writes again, after {Failures} failures in {Seconds} s"] = new(3002, "StorageWorks"),
        ["Cleaning the storage failed: {Problem}"] = new(3003, "StorageCleanFailed"),
        ["The journal of {PersistenceId} stays longer than it might be: {Problem}"] = new(3004, "JournalStays"),
        ["What others append is looked for until it can be listened for again: {Problem}"] = new(3005, "ListeningFails"),
        ["The feed no longer has what follows revision {Revision}: the view is loaded anew"] = new(3006, "ViewLoadedAnew"),
        ["Joins the nodes {Seeds} as {Node}"] = new(6001, "NodeJoins"),
        ["Joined as {Node}"] = new(6002, "NodeJoined"),
        ["{Line}"] = new(6003, "NodeProblem"),
        ["Lease {Lease} is lost: {Problem}"] = new(6004, "LeaseLost"),
        ["Lease {Lease} could not be given back: {Problem}"] = new(6007, "LeaseNotGivenBack"),
        ["{Peer} is refused: it shows no certificate"] = new(6008, "NodeRefused"),
        ["{Peer} is refused: its certificate ({Subject}) is neither this node's own nor issued by one in Orchestrator:Node:Certificate:Path"] = new(6008, "NodeRefused"),
        ["A connection from another node could not be accepted: {Problem}"] = new(6009, "NodeConnectionFailed"),
        ["The connection to {Peer} ends: {Problem}"] = new(6009, "NodeConnectionFailed"),
        ["What connected did not become a connection between nodes: {Problem}"] = new(6009, "NodeConnectionFailed"),
        ["The connection to {Peer} has ended: {Problem}"] = new(6010, "NodeConnectionEnded"),
        ["Another node has taken CMS cluster {Cluster} over; it stops here"] = new(6005, "ClusterTakenOver"),
        ["CMS cluster {Cluster} is in the configuration of other nodes, but not of this one: it waits for a node that has it"] = new(6006, "ClusterNotConfiguredHere"),
    }.ToFrozenDictionary();

    /// <summary>The id of a text; 0 for what is not ours to name (Akka's own).</summary>
    public static EventId Of(string template) => ByTemplate.GetValueOrDefault(template);

    /// <summary>The event of each text; texts of one event share it.</summary>
    public static IEnumerable<EventId> All => ByTemplate.Values;

    /// <summary>Whether a text has an id.</summary>
    public static bool Knows(string template) => ByTemplate.ContainsKey(template);
}
