using System.Collections.Concurrent;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace CmsOrchestrator.Actors.Tests.Nodes;

/// <summary>
/// Lets what Akka tells its own actors within a node pass, most of which has no serializer because it never leaves; and refuses, as
/// the program does, what is the program's and not listed. An enumeration is a timer's word to its own actor.
/// </summary>
internal sealed class AkkasOwn(ExtendedActorSystem system) : Serializer(system)
{
    private static readonly ConcurrentDictionary<Guid, object> UnderWay = new();

    public override int Identifier => 7299;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (obj is not Enum && obj.GetType().FullName!.StartsWith(nameof(CmsOrchestrator), StringComparison.Ordinal))
        {
            throw new SerializationException($"A {obj.GetType().FullName} neither crosses nodes nor says that it does not.");
        }

        var key = Guid.NewGuid();
        UnderWay[key] = obj;
        return key.ToByteArray();
    }

    public override object FromBinary(byte[] bytes, Type type) =>
        UnderWay.TryRemove(new Guid(bytes), out var value) ? value : throw new SerializationException("Read twice, or by another process.");
}
