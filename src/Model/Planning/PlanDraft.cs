using CmsOrchestrator.Model.Calls;

namespace CmsOrchestrator.Model.Planning;

/// <summary>A plan in the making: what is wanted so far, and the room that is left on each bridge.</summary>
internal sealed partial class PlanDraft
{
    private readonly int[] _room;
    private readonly BridgeRosters[] _rosters;
    private readonly HashSet<CallKey> _degraded = [];
    private long _looks;

    public PlanDraft(PlanInput input)
    {
        var bridges = new Dictionary<CallBridgeName, int>(input.Room.Count);
        foreach (var bridge in input.Room.Keys)
        {
            bridges.Add(bridge, bridges.Count);
        }

        _room = [.. bridges.Keys.Select(b => input.Room[b])];
        _rosters = [.. bridges.Select(_ => new BridgeRosters())];
        Rows = [.. input.Calls.Select(c => new PlanRow(c, input, bridges))];
        BySize = [.. Rows];
        Array.Sort(BySize, PlanRow.LargestFirst);
        for (var i = 0; i < BySize.Length; i++)
        {
            BySize[i].Order = i;
        }
    }

    /// <summary>The calls as they were given: in that order they are quickest to walk.</summary>
    public PlanRow[] Rows { get; }

    /// <summary>The calls, the largest first.</summary>
    public PlanRow[] BySize { get; }

    /// <summary>Keeps the rosters that the call has, though there may be less room than there was; false where it has none.</summary>
    public bool KeepRosters(PlanRow row)
    {
        _looks += row.Rosters.Length;
        for (var host = 0; host < row.Rosters.Length; host++)
        {
            if (row.Rosters[host].WasWanted)
            {
                WantRoster(row, host);
            }
        }

        return PlanRow.IsAnyWanted(row.Rosters);
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

    /// <summary>Asks every other host that has room for the roster, too: only a participant's own bridge tells why it left.</summary>
    public void AddRosters(PlanRow row)
    {
        _looks += row.Rosters.Length;
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
        _looks += 2 * row.Infos.Length;
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

    /// <summary>Notes that the call goes without a roster, if that is for want of room: of subscriptions, or for its participants.</summary>
    public void DegradeIfFull(PlanRow row)
    {
        _looks += row.Rosters.Length;
        for (var host = 0; host < row.Rosters.Length; host++)
        {
            if (row.Rosters[host] is { IsWanted: false, MayAsk: true } && _room[row.Bridges[host]] <= 0 || row.Rosters[host].IsTooLarge)
            {
                _degraded.Add(row.Call.Key);
                return;
            }
        }
    }

    public Plan Build()
    {
        var wanted = new HashSet<PartKey>(_rosters.Sum(r => r.Count) + Rows.Length);
        foreach (var row in Rows)
        {
            _looks += row.Bridges.Length;
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

        return new Plan(wanted, _degraded, _looks);
    }

    private int Roomiest(PlanRow row, PlanPlace[] places)
    {
        _looks += places.Length;
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
        Unlist(row);
        row.Rosters[host].IsWanted = true;
        _room[row.Bridges[host]]--;
        _rosters[row.Bridges[host]].Add(row, host);
        List(row, except: host);
    }
}
