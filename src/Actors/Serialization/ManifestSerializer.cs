using System.Runtime.Serialization;
using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;

namespace CmsOrchestrator.Actors.Serialization;

/// <summary>
/// Writes and reads what a table lists, as JSON under its manifests. Whatever is not listed, and whatever cannot be read, is a
/// <see cref="SerializationException"/> that says which: nothing is guessed.
/// </summary>
internal abstract class ManifestSerializer(ExtendedActorSystem system, ManifestTable table) : SerializerWithStringManifest(system)
{
    public override string Manifest(object o) => Listed(o).Name;

    public override byte[] ToBinary(object obj) => Listed(obj).Write(obj);

    public override object FromBinary(byte[] bytes, string manifest)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(manifest);
        var known = table.Find(manifest)
            ?? throw new SerializationException($"A '{manifest}' of {table.Origin} is none that this version knows: a newer one wrote it.");
        try
        {
            return known.Read(bytes) ?? throw new SerializationException($"A '{manifest}' of {table.Origin} lacks what it is about.");
        }
        catch (JsonException e)
        {
            throw new SerializationException($"A '{manifest}' of {table.Origin} cannot be read: {e.Message}", e);
        }
    }

    private Manifest Listed(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return table.Of(value)
            ?? throw new SerializationException($"A {value.GetType().Name} is not listed as what is written to {table.Origin} (docs/adr/0003, 0005).");
    }
}
