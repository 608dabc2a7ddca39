using CmsOrchestrator.Model.Calls;

namespace CmsOrchestrator.Model.Planning;

/// <summary>A plan in the making: what is wanted so far, and the room that is left on each bridge.</summary>
internal sealed class PlanDraft
{
    private readonly Dictionary<CallBridgeName, int> _bridges = [];
    private readonly int[] _room;
    private readonly List<(PlanRow Row, int Host)>[] _rosters;
    private readonly Victim?[] _victims;
    private readonly HashSet<CallKey> _degraded = [];

    public PlanDraft(PlanInput input)
    {
        foreach (var bridge in input.Room.Keys)
        {
            _bridges.Add(bridge, _bridges.Count);
        }

        _room = [.. _bridges.Keys.Select(b => input.Room[b])];
        _rosters = [.. _bridges.Select(_ => new List<(PlanRow, int)>())];
        _victims = new Victim?[_room.Length];
        Rows = [.. input.Calls.Select(c => new PlanRow(c, input, b => _bridges[b]))];
    }

    public IReadOnlyList<PlanRow> Rows { get; }

    /// <summary>Keeps the rosters that the call has, though there may be less room than there was; false where it has none.</summary>
    public bool KeepRosters(PlanRow row)
    {
        for (var host = 0; host < row.Rosters.Length; host++)
        {
            if (row.Rosters[host].WasWanted)
            {
                WantRoster(row, host);
            }
        }

        return PlanRow.IsAnyWanted(row.Rosters);
    }

    /// <summary>Gives up rosters where there is less room than there was: spare ones, then the smallest calls', who are returned.</summary>
    public IReadOnlyCollection<PlanRow> Shrink()
    {
        var homeless = new List<PlanRow>();
        for (var bridge = 0; bridge < _room.Length; bridge++)
        {
            while (_room[bridge] < 0 && VictimOf(bridge) is { } victim)
            {
                Evict(victim);
                if (!victim.IsSpare)
                {
                    homeless.Add(victim.Row);
                }
            }
        }

        return homeless;
    }

    /// <summary>Asks the host with the most room for the roster; false where there is none.</summary>
    public bool PlaceRoster(PlanRow row)
    {
        var best = Roomiest(row, row.Rosters);
        if (best >= 0)
        {
            WantRoster(row, best);
        }

        return best >= 0;
    }

    /// <summary>
    /// Takes the room of a spare roster, or of the roster of a call so much smaller that it is worth a change; who goes without one from
    /// then on is told.
    /// </summary>
    public bool TakeOver(PlanRow row, double worthAChange, out PlanRow? evicted)
    {
        evicted = null;
        Victim? victim = null;
        var at = -1;
        for (var host = 0; host < row.Rosters.Length; host++)
        {
            if (row.Rosters[host] is { IsWanted: false, MayAsk: true } && VictimOf(row.Bridges[host]) is { } other
                && other.Row != row && (victim is not { } known || other.IsBefore(known)))
            {
                (victim, at) = (other, host);
            }
        }

        if (victim is not { } chosen
            || !(chosen.IsSpare || row.Call.Participants >= Math.Max(1, chosen.Row.Call.Participants) * worthAChange))
        {
            return false;
        }

        Evict(chosen);
        evicted = chosen.IsSpare ? null : chosen.Row;
        WantRoster(row, at);
        return true;
    }

    /// <summary>Asks every other host that has room for the roster, too: only a participant's own bridge tells why it left.</summary>
    public void AddRosters(PlanRow row)
    {
        for (var host = 0; host < row.Rosters.Length; host++)
        {
            if (row.Rosters[host] is { IsWanted: false, MayAsk: true } && _room[row.Bridges[host]] > 0)
            {
                WantRoster(row, host);
            }
        }
    }

    /// <summary>Keeps the call info that the call has, where there is room: the one that is complete, or all that may become so.</summary>
    public bool KeepInfo(PlanRow row)
    {
        var best = -1;
        for (var host = 0; host < row.Infos.Length; host++)
        {
            if (row.Infos[host].WasWanted && (best < 0 || row.Infos[host].Rank > row.Infos[best].Rank))
            {
                best = host;
            }
        }

        for (var host = 0; host < row.Infos.Length; host++)
        {
            var isKept = host == best || (best >= 0 && row.Infos[host].WasWanted && row.Infos[best].Rank < PlanPlace.Complete);
            if (isKept && _room[row.Bridges[host]] > 0)
            {
                WantInfo(row, host);
            }
        }

        return PlanRow.IsAnyWanted(row.Infos);
    }

    /// <summary>Asks the host with the most room for the call info, where there is room.</summary>
    public void PlaceInfo(PlanRow row)
    {
        var best = Roomiest(row, row.Infos);
        if (best >= 0)
        {
            WantInfo(row, best);
        }
    }

    /// <summary>Notes that the call goes without a roster, if that is for want of room.</summary>
    public void DegradeIfFull(PlanRow row)
    {
        for (var host = 0; host < row.Rosters.Length; host++)
        {
            if (row.Rosters[host] is { IsWanted: false, MayAsk: true } && _room[row.Bridges[host]] <= 0)
            {
                _degraded.Add(row.Call.Key);
                return;
            }
        }
    }

    public Plan Build()
    {
        var wanted = new HashSet<PartKey>(_rosters.Sum(r => r.Count) + Rows.Count);
        foreach (var row in Rows)
        {
            for (var host = 0; host < row.Bridges.Length; host++)
            {
                if (row.Rosters[host].IsWanted)
                {
                    wanted.Add(new PartKey(row.Call.Hosts[host], SlotPart.Roster));
                }

                if (row.Infos[host].IsWanted)
                {
                    wanted.Add(new PartKey(row.Call.Hosts[host], SlotPart.CallInfo));
                }
            }
        }

        return new Plan(wanted, _degraded);
    }

    private int Roomiest(PlanRow row, PlanPlace[] places)
    {
        var best = -1;
        for (var host = 0; host < places.Length; host++)
        {
            var room = _room[row.Bridges[host]];
            if (places[host] is { IsWanted: false, MayAsk: true } && room > 0 && (best < 0 || room > _room[row.Bridges[best]]))
            {
                best = host;
            }
        }

        return best;
    }

    private void WantInfo(PlanRow row, int host)
    {
        row.Infos[host].IsWanted = true;
        _room[row.Bridges[host]]--;
    }

    private void WantRoster(PlanRow row, int host)
    {
        row.Rosters[host].IsWanted = true;
        _room[row.Bridges[host]]--;
        _rosters[row.Bridges[host]].Add((row, host));
        Reconsider(row);
    }

    private void Evict(Victim victim)
    {
        var bridge = victim.Row.Bridges[victim.Host];
        victim.Row.Rosters[victim.Host].IsWanted = false;
        _room[bridge]++;
        _rosters[bridge].Remove((victim.Row, victim.Host));
        Reconsider(victim.Row);
    }

    // What is spare of a call has changed, and with it who goes first where it is hosted.
    private void Reconsider(PlanRow row)
    {
        foreach (var bridge in row.Bridges)
        {
            _victims[bridge] = null;
        }
    }

    private Victim? VictimOf(int bridge)
    {
        if (_victims[bridge] is null)
        {
            foreach (var (row, host) in _rosters[bridge])
            {
                var other = new Victim(row, host, row.IsSpare(host));
                _victims[bridge] = _victims[bridge] is not { } known || other.IsBefore(known) ? other : known;
            }
        }

        return _victims[bridge];
    }

    /// <summary>The roster that goes first on its bridge: a spare one, of the smallest call.</summary>
    private readonly record struct Victim(PlanRow Row, int Host, bool IsSpare)
    {
        public bool IsBefore(Victim other) =>
            IsSpare != other.IsSpare ? IsSpare : PlanRow.LargestFirst.Compare(Row, other.Row) > 0;
    }
}
