using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CmsOrchestrator.Actors.Serialization;

/// <summary>One form of JSON with a name and a version, such as <c>call.changed.v1</c>, and the type that is written in it.</summary>
internal sealed class Manifest
{
    private readonly Func<object, byte[]> _write;
    private readonly Func<byte[], object?> _read;

    private Manifest(string name, Type type, Func<object, byte[]> write, Func<byte[], object?> read) =>
        (Name, Type, _write, _read) = (name, type, write, read);

    public string Name { get; }

    public Type Type { get; }

    /// <param name="unwrap">What of the value is the JSON.</param>
    /// <param name="wrap">The value again; null where something essential is missing.</param>
    public static Manifest Of<T, TJson>(string name, JsonTypeInfo<TJson> json, Func<T, TJson> unwrap, Func<TJson, T?> wrap)
        where T : class => new(
            name,
            typeof(T),
            value => JsonSerializer.SerializeToUtf8Bytes(unwrap((T)value), json),
            bytes => JsonSerializer.Deserialize(bytes, json) is { } read ? wrap(read) : null);

    public byte[] Write(object value) => _write(value);

    /// <summary>Null where something essential is missing. Throws <see cref="JsonException"/> for what is not this form.</summary>
    public object? Read(byte[] bytes) => _read(bytes);
}
