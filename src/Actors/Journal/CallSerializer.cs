using System.Runtime.Serialization;
using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;

namespace CmsOrchestrator.Actors.Journal;

/// <summary>
/// Writes and reads what is persisted, as JSON under versioned manifests. Anything that it cannot write, and any row that it cannot
/// read, is a <see cref="SerializationException"/> that says which: a call that cannot be read must not come back as another one.
/// </summary>
public sealed class CallSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>What stands in the journal's <c>identifier</c> column. It is on disk and never changes.</summary>
    public const int Id = 7201;

    public override int Identifier => Id;

    public override string Manifest(object o)
    {
        ArgumentNullException.ThrowIfNull(o);
        return Manifests.Of(o) ?? throw NotPersisted(o);
    }

    public override byte[] ToBinary(object obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        return Manifests.Write(obj) ?? throw NotPersisted(obj);
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(manifest);
        var read = Manifests.Reader(manifest)
            ?? throw new SerializationException($"The journal has '{manifest}', which this version does not know: a newer one wrote it.");
        try
        {
            return read(bytes) ?? throw new SerializationException($"A '{manifest}' of the journal lacks what it is about.");
        }
        catch (JsonException e)
        {
            throw new SerializationException($"A '{manifest}' of the journal cannot be read: {e.Message}", e);
        }
    }

    private static SerializationException NotPersisted(object value) =>
        new($"A {value.GetType().Name} is not among what is persisted (docs/adr/0003).");
}
