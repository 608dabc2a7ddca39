using System.Buffers.Text;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Load.Bridges;

/// <summary>
/// A conference on one Call Bridge: people who stay, and at most one guest who comes and goes. Its number is in all its GUIDs, so that
/// whoever reads one knows the conference. Its members are for whoever holds the lock of the bridge, where nothing else is said.
/// </summary>
internal sealed class Conference(int number, int participants)
{
    private readonly Queue<(int Mark, int LeavingGuest)> _marks = new();
    private readonly Person[] _people = [.. Enumerable.Repeat(Person.New, participants)];
    private int _guests;
    private Person? _guest;

    public int Number => number;

    public CallGuid Call { get; } = new(Id(number, 0x0ca1, 0));

    public CallCorrelator Correlator { get; } = new(Id(number, 0x0c02, 0));

    /// <summary>Those who stay.</summary>
    public int Participants => participants;

    public bool HasGuest => _guest is not null;

    public int Present => participants + (HasGuest ? 1 : 0);

    /// <summary>How many changes of its roster were told.</summary>
    public int Changes { get; set; }

    /// <summary>The connection and index that its roster is asked on; null while it is not.</summary>
    public (BridgeConnection Connection, int Index)? Roster { get; set; }

    public (BridgeConnection Connection, int Index)? Info { get; set; }

    public Guid Guest => Id(number, 0x06e5, _guests);

    /// <summary>Everybody who is in it.</summary>
    public IEnumerable<(Guid Id, Person Person)> People
    {
        get
        {
            for (var person = 0; person < participants; person++)
            {
                yield return (Id(number, 0x0b0d, person), _people[person]);
            }

            if (_guest is { } guest)
            {
                yield return (Guest, guest);
            }
        }
    }

    /// <summary>All that was told is shown, but perhaps that a guest left who was not yet shown to have come. For any thread.</summary>
    public bool IsShown
    {
        get
        {
            lock (_marks)
            {
                return _marks.All(mark => mark.LeavingGuest > 0);
            }
        }
    }

    /// <summary>Somebody who stays is as <paramref name="change"/> makes them; who it is.</summary>
    public Guid Change(int person, Func<Person, Person> change)
    {
        _people[person] = change(_people[person]);
        return Id(number, 0x0b0d, person);
    }

    public void GuestComes(int mark)
    {
        _guests++;
        _guest = Person.New with { Mark = mark };
    }

    public void GuestLeaves() => _guest = null;

    /// <summary>A change with this mark is told. For one thread beside that of those who see it.</summary>
    /// <param name="isCarried">Whether its message has the mark; else it is the guest's leaving.</param>
    public void Told(int mark, bool isCarried)
    {
        lock (_marks)
        {
            _marks.Enqueue((mark, isCarried ? 0 : _guests));
        }
    }

    /// <summary>A change with this mark is shown, and so is all that was told of this conference before it.</summary>
    public void Shown(int mark, Action<int> each)
    {
        lock (_marks)
        {
            while (_marks.TryPeek(out var first) && first.Mark <= mark)
            {
                each(_marks.Dequeue().Mark);
            }
        }
    }

    /// <summary>That guest is shown to have left, and all that was told of this conference before is shown.</summary>
    public void ShownToLeave(int guest, Action<int> each)
    {
        lock (_marks)
        {
            if (_marks.FirstOrDefault(mark => mark.LeavingGuest == guest) is { Mark: > 0 } leaving)
            {
                Shown(leaving.Mark, each);
            }
        }
    }

    /// <summary>The conference and the guest of a guest's id, as text; null for anybody else's.</summary>
    public static (int Conference, int Guest)? GuestOf(ReadOnlySpan<byte> id) =>
        id[9..13].SequenceEqual("06e5"u8) && Utf8Parser.TryParse(id[..8], out int conference, out _, 'x') && Utf8Parser.TryParse(id[28..36], out int guest, out _, 'x')
            ? (conference, guest) : null;

    private static Guid Id(int number, short kind, int item) => new(
        number, kind, 0x4000, 0x80, 0, 0, 0, (byte)(item >> 24), (byte)(item >> 16), (byte)(item >> 8), (byte)item);
}
