using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Load.Bridges;

/// <summary>
/// A conference on one Call Bridge: people who stay, and at most one guest who comes and goes. Its number is in all its GUIDs, so that
/// whoever reads one knows the conference. Its members are for whoever holds the lock of the bridge.
/// </summary>
internal sealed class Conference(int number, int participants)
{
    private readonly Queue<int> _marks = new();
    private int _guests;

    public int Number => number;

    public CallGuid Call { get; } = new(Id(number, 0x0ca1, 0));

    public CallCorrelator Correlator { get; } = new(Id(number, 0x0c02, 0));

    /// <summary>Those who stay.</summary>
    public int Participants => participants;

    public bool HasGuest { get; private set; }

    public int Present => participants + (HasGuest ? 1 : 0);

    /// <summary>How many changes of its roster were told.</summary>
    public int Changes { get; set; }

    /// <summary>The connection and index that its roster is asked on; null while it is not.</summary>
    public (BridgeConnection Connection, int Index)? Roster { get; set; }

    public (BridgeConnection Connection, int Index)? Info { get; set; }

    public static Guid PersonId(int number, int person) => Id(number, 0x0b0d, person);

    public Guid Guest => Id(number, 0x06e5, _guests);

    public void GuestComes()
    {
        _guests++;
        HasGuest = true;
    }

    public void GuestLeaves() => HasGuest = false;

    /// <summary>A change with this mark was told. For one thread beside <see cref="Shown"/>'s.</summary>
    public void Told(int mark)
    {
        lock (_marks)
        {
            _marks.Enqueue(mark);
        }
    }

    /// <summary>A change with this mark is shown, and so is all that was told of this conference before it.</summary>
    public void Shown(int mark, Action<int> each)
    {
        lock (_marks)
        {
            while (_marks.TryPeek(out var first) && first <= mark)
            {
                each(_marks.Dequeue());
            }
        }
    }

    private static Guid Id(int number, short kind, int item) => new(
        number, kind, 0x4000, 0x80, 0, 0, 0, (byte)(item >> 24), (byte)(item >> 16), (byte)(item >> 8), (byte)item);
}
