using CmsOrchestrator.Model.Calls;

namespace CmsOrchestrator.Actors.Journal;

/// <summary>
/// What the journal and the snapshot store keep. <see cref="CallSerializer"/> is bound to it, so nothing else that is marked so
/// reaches the database. Model's types stay free of Akka inside these wrappers.
/// </summary>
public interface IJournaled;

/// <summary>One journal row of a call: a batch of changes.</summary>
public sealed record CallEvent(CallChanged Changed) : IJournaled;

/// <summary>A call's whole state.</summary>
public sealed record CallSnapshot(CallState State) : IJournaled;
