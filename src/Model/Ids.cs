using System.Globalization;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model;

/// <summary>A CMS cluster's name in the configuration.</summary>
public readonly record struct ClusterName(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A Call Bridge's name in the configuration, unique within its cluster. Ordered by code unit.</summary>
public readonly record struct CallBridgeName(string Value) : IComparable<CallBridgeName>
{
    public static bool operator <(CallBridgeName left, CallBridgeName right) => left.CompareTo(right) < 0;

    public static bool operator >(CallBridgeName left, CallBridgeName right) => left.CompareTo(right) > 0;

    public static bool operator <=(CallBridgeName left, CallBridgeName right) => left.CompareTo(right) <= 0;

    public static bool operator >=(CallBridgeName left, CallBridgeName right) => left.CompareTo(right) >= 0;

    public int CompareTo(CallBridgeName other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}

/// <summary>One session of a call: a version 7 UUID, unique over clusters and time. It is the <c>id</c> of the API.</summary>
public readonly record struct CallId(Guid Value) : IComparable<CallId>
{
    public static bool operator <(CallId left, CallId right) => left.CompareTo(right) < 0;

    public static bool operator >(CallId left, CallId right) => left.CompareTo(right) > 0;

    public static bool operator <=(CallId left, CallId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(CallId left, CallId right) => left.CompareTo(right) >= 0;

    public int CompareTo(CallId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One Call Bridge's part in a call: that bridge and the GUID that the call has there.</summary>
public readonly record struct InstanceKey(CallBridgeName Bridge, CallGuid Call) : IComparable<InstanceKey>
{
    public static bool operator <(InstanceKey left, InstanceKey right) => left.CompareTo(right) < 0;

    public static bool operator >(InstanceKey left, InstanceKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(InstanceKey left, InstanceKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(InstanceKey left, InstanceKey right) => left.CompareTo(right) >= 0;

    public int CompareTo(InstanceKey other) =>
        Bridge.CompareTo(other.Bridge) is var order and not 0 ? order : Call.Value.CompareTo(other.Call.Value);

    public override string ToString() => $"{Bridge}/{Call}";
}

/// <summary>
/// What makes a call one call within its cluster: the correlator, or, where the bridge gave none, its own call GUID as a
/// stand-in (design.md, "Merging").
/// </summary>
public readonly record struct CallKey(Guid Id, bool IsStandIn)
{
    /// <summary>The correlator; null for a stand-in.</summary>
    public CallCorrelator? Correlator => IsStandIn ? null : new CallCorrelator(Id);

    /// <summary>A name that fits into an actor path.</summary>
    public string Name => IsStandIn ? "standin-" + Id.ToString("D", CultureInfo.InvariantCulture) : Id.ToString("D", CultureInfo.InvariantCulture);

    public static CallKey Of(CallCorrelator correlator) => new(correlator.Value, false);

    public static CallKey StandIn(CallGuid call) => new(call.Value, true);

    /// <summary>The opposite of <see cref="Name"/>; null where the text is none.</summary>
    public static CallKey? Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var standIn = name.StartsWith("standin-", StringComparison.Ordinal);
        return Guid.TryParse(standIn ? name["standin-".Length..] : name, CultureInfo.InvariantCulture, out var id) ? new(id, standIn) : null;
    }

    public override string ToString() => Name;
}

/// <summary>
/// One connection's life. Epochs are ordered and unique over restarts: the start of the process, then a counter (design.md, "Merging").
/// </summary>
public readonly record struct Epoch(long ProcessStart, int Connection) : IComparable<Epoch>
{
    public static bool operator <(Epoch left, Epoch right) => left.CompareTo(right) < 0;

    public static bool operator >(Epoch left, Epoch right) => left.CompareTo(right) > 0;

    public static bool operator <=(Epoch left, Epoch right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Epoch left, Epoch right) => left.CompareTo(right) >= 0;

    public int CompareTo(Epoch other) =>
        ProcessStart.CompareTo(other.ProcessStart) is var order and not 0 ? order : Connection.CompareTo(other.Connection);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ProcessStart}.{Connection}");
}
