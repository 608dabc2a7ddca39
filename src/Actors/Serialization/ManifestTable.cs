using System.Collections.Frozen;

namespace CmsOrchestrator.Actors.Serialization;

/// <summary>
/// Every manifest ever written of one kind of data. A manifest is never removed and never means something else: additive changes
/// keep it, others get a new one beside it whose predecessor is converted on reading (docs/adr/0003).
/// </summary>
/// <param name="origin">Where what is read comes from, for an error: "the journal".</param>
internal sealed class ManifestTable(string origin, params Manifest[] manifests)
{
    private readonly FrozenDictionary<string, Manifest> _byName = manifests.ToFrozenDictionary(manifest => manifest.Name);
    private readonly FrozenDictionary<Type, Manifest> _byType = manifests.ToFrozenDictionary(manifest => manifest.Type);

    public string Origin => origin;

    /// <summary>Their names, sorted.</summary>
    public IEnumerable<string> Names => _byName.Keys.Order(StringComparer.Ordinal);

    /// <summary>The one that a value is written under; null for what is not listed.</summary>
    public Manifest? Of(object value) => _byType.GetValueOrDefault(value.GetType());

    /// <summary>The one of that name; null for one that nobody knows.</summary>
    public Manifest? Find(string name) => _byName.GetValueOrDefault(name);
}
