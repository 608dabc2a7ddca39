namespace CmsOrchestrator.Model.Planning;

// Who gives up a roster where there is no room for all.
internal sealed partial class PlanDraft
{
    private bool _evicts;

    /// <summary>Gives up rosters where there is less room than there was: spare ones, then the smallest calls', who are homeless then.</summary>
    public void Shrink()
    {
        for (var bridge = 0; bridge < _room.Length; bridge++)
        {
            while (_room[bridge] < 0 && FirstOf(bridge) is { } victim)
            {
                Evict(victim);
            }
        }
    }

    /// <summary>
    /// Takes the room of a spare roster, or of the roster of a call so much smaller that it is worth a change, which is homeless then;
    /// false where there is no such roster.
    /// </summary>
    public bool TakeOver(PlanRow row, double worthAChange)
    {
        Victim? first = null;
        var at = -1;
        for (var host = 0; host < row.Rosters.Length; host++)
        {
            if (row.Rosters[host] is { IsWanted: false, MayAsk: true } && FirstOf(row.Bridges[host]) is { } other
                && other.Row != row && (first is not { } known || other.CompareTo(known) < 0))
            {
                (first, at) = (other, host);
            }
        }

        if (first is not { } victim
            || !(victim.IsSpare || row.Call.Participants >= Math.Max(1, victim.Row.Call.Participants) * worthAChange))
        {
            return false;
        }

        Evict(victim);
        WantRoster(row, at);
        return true;
    }

    /// <summary>Nobody has to go any more.</summary>
    public void EndEvictions() => _evicts = false;

    private void Evict(Victim victim)
    {
        var (row, host) = (victim.Row, victim.Host);
        Unlist(row);
        row.Rosters[host].IsWanted = false;
        row.IsHomeless |= !victim.IsSpare;
        _room[row.Bridges[host]]++;
        List(row, except: host);
    }

    private Victim? FirstOf(int bridge)
    {
        _looks += _rosters[bridge].IsOrdered ? 1 : _rosters[bridge].Count;
        _evicts = true;
        return _rosters[bridge].First;
    }

    // What is spare of a call changes with each of its rosters, and with it who goes first where it is hosted.
    private void Unlist(PlanRow row)
    {
        for (var host = 0; _evicts && host < row.Bridges.Length; host++)
        {
            _looks++;
            if (row.Rosters[host].IsWanted)
            {
                _rosters[row.Bridges[host]].Remove(row, host);
            }
        }
    }

    private void List(PlanRow row, int except)
    {
        for (var host = 0; _evicts && host < row.Bridges.Length; host++)
        {
            _looks++;
            if (host != except && row.Rosters[host].IsWanted && _rosters[row.Bridges[host]].IsOrdered)
            {
                _rosters[row.Bridges[host]].Add(row, host);
            }
        }
    }
}
