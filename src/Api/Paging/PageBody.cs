using System.Buffers;
using CmsOrchestrator.Api.Http;

namespace CmsOrchestrator.Api.Paging;

/// <summary>
/// A page as it is sent, in a rented buffer, for as long as anybody uses it. It knows where each of its items is, so that the page
/// after a change copies what is as it was. Safe for any thread.
/// </summary>
internal sealed class PageBody
{
    // How far from its place an item is looked for: calls come and go between two pages.
    private const int Reach = 8;

    private readonly RentedBuffer _buffer;
    private readonly IReadOnlyList<object> _items;
    private readonly (int From, int To, UInt128 Digest)[] _parts;
    private int _users = 1;

    internal PageBody(RentedBuffer buffer, IReadOnlyList<object> items, (int From, int To, UInt128 Digest)[] parts, string tag) =>
        (_buffer, _items, _parts, Tag) = (buffer, items, parts, tag);

    /// <summary>A strong entity tag, quotes included: equal for equal bytes only.</summary>
    public string Tag { get; }

    public int Length => _buffer.Written.Length;

    /// <summary>For those who use it.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.Written;

    /// <summary>One user more; who uses it already may say so.</summary>
    public PageBody Use()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    /// <summary>One user less; after the last one its bytes are another's.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _buffer.Dispose();
        }
    }

    /// <summary>The bytes of that item, where the page has it; it is looked for around <paramref name="place"/>, which then is behind it.</summary>
    public bool TryCopy(object item, ref int place, RentedBuffer into, out UInt128 digest)
    {
        for (var distance = 0; distance <= Reach; distance++)
        {
            var found = Has(item, place + distance) ? place + distance : place - distance;
            if (Has(item, found))
            {
                var part = _parts[found];
                place = found + 1;
                into.Write(_buffer.Written.Span[part.From..part.To]);
                digest = part.Digest;
                return true;
            }
        }

        place++;
        digest = default;
        return false;
    }

    private bool Has(object item, int place) => (uint)place < (uint)_items.Count && ReferenceEquals(_items[place], item);
}
