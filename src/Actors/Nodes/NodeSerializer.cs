using Akka.Actor;
using CmsOrchestrator.Actors.Serialization;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>
/// Writes and reads what crosses nodes. It is bound to <c>object</c> on a node of several, so that nothing leaves by a serializer that
/// writes type names (docs/adr/0005).
/// </summary>
internal sealed class NodeSerializer(ExtendedActorSystem system) : ManifestSerializer(system, NodeManifests.Table)
{
    /// <summary>Nodes of other versions know it by this number; it never changes.</summary>
    public const int Id = 7202;

    public override int Identifier => Id;
}
