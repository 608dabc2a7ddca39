using Akka.Actor;
using CmsOrchestrator.Actors.Serialization;

namespace CmsOrchestrator.Actors.Journal;

/// <summary>Writes and reads what is persisted: a call that cannot be read must not come back as another one.</summary>
internal sealed class CallSerializer(ExtendedActorSystem system) : ManifestSerializer(system, JournalManifests.Table)
{
    /// <summary>What stands in the journal's <c>identifier</c> column. It is on disk and never changes.</summary>
    public const int Id = 7201;

    public override int Identifier => Id;
}
