using System.Runtime.Serialization;
using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>
/// Writes and reads what crosses nodes, as JSON under versioned manifests. It is bound to <c>object</c> on a node of several, so that
/// nothing leaves by a serializer that writes type names: whatever is not listed is a <see cref="SerializationException"/>.
/// </summary>
public sealed class NodeSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Nodes of other versions know it by this number; it never changes.</summary>
    public const int Id = 7202;

    public override int Identifier => Id;

    public override string Manifest(object o)
    {
        ArgumentNullException.ThrowIfNull(o);
        return NodeManifests.Of(o) ?? throw Stays(o);
    }

    public override byte[] ToBinary(object obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        return NodeManifests.Write(obj) ?? throw Stays(obj);
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(manifest);
        var read = NodeManifests.Reader(manifest)
            ?? throw new SerializationException($"A node sends '{manifest}', which this version does not know.");
        try
        {
            return read(bytes) ?? throw new SerializationException($"A '{manifest}' of a node lacks what it is about.");
        }
        catch (JsonException e)
        {
            throw new SerializationException($"A '{manifest}' of a node cannot be read: {e.Message}", e);
        }
    }

    private static SerializationException Stays(object value) =>
        new($"A {value.GetType().Name} is not among what crosses nodes (docs/adr/0005).");
}
