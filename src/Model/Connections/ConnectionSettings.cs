namespace CmsOrchestrator.Model.Connections;

/// <summary>The times that rule one event connection (api.md, "Configuration").</summary>
/// <param name="LivenessTime">Silent for a third of it, a connection is probed; without an answer by its end it is dead.</param>
/// <param name="SnapshotQuietTime">No add for this long: the snapshot is in.</param>
/// <param name="SnapshotMaxTime">Adds or not, this long after the fence's answer the snapshot is in.</param>
/// <param name="RefusalTime">A refused subscribeRequest is tried again after this long.</param>
public sealed record ConnectionSettings(
    TimeSpan LivenessTime, TimeSpan SnapshotQuietTime, TimeSpan SnapshotMaxTime, TimeSpan RefusalTime);
