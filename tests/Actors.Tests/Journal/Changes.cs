using System.Collections.Immutable;
using CmsOrchestrator.Model;
using CmsOrchestrator.Model.Calls;
using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Actors.Tests.Journal;

/// <summary>Changes of a call, with made-up but fixed values.</summary>
internal static class Changes
{
    public static readonly InstanceKey Key = new(new("lon1"), new(Guid.Parse("c9820000-0000-0000-0000-000000000001")));
    public static readonly CallId Session = new(Guid.Parse("01990000-0000-7000-8000-000000000001"));
    public static readonly ParticipantId Participant = new(Guid.Parse("47580000-0000-0000-0000-000000000001"));

    private static readonly Epoch Epoch = new(1_790_000_000_000, 3);

    public static Instant At(int step) => new(1_790_000_000_000 + step);

    public static CallChange.SessionStarted Started(int step) => new(Session) { At = At(step) };

    public static CallChange.SessionEnded Ended(int step) => new("callEnded") { At = At(step) };

    public static CallChange.InstanceTold Instance(int step, string name) =>
        new(Key, Epoch, IsWhole: true, IsProvisional: false, Values((Element.Name, ElementValue.Of(name)), (Element.Participants, ElementValue.Of(2))))
        {
            At = At(step),
        };

    public static CallChange.InstanceGone Gone(int step) => new(Key, "callEnded", At(step)) { At = At(step) };

    /// <summary>Every kind of change, in an order that leaves a state with everything in it.</summary>
    public static ImmutableArray<CallChange> All { get; } =
    [
        Instance(0, "Before"),
        Gone(1),
        Started(2),
        Ended(3),
        Started(4),
        Instance(5, "Weekly \"sync\" – Zürich"),
        new CallChange.PartStateChanged(Key, SlotPart.CallInfo, Epoch, "active") { At = At(6) },
        new CallChange.CallInfoTold(Key, IsWhole: true, Values((Element.LockState, ElementValue.Of("locked")), (Element.JoinAudioMuteOverride, ElementValue.Of(true))))
        {
            At = At(7),
        },
        new CallChange.PartStateChanged(Key, SlotPart.Roster, Epoch, "active") { At = At(8) },
        new CallChange.RosterTold(
            Key,
            [
                new(Participant, UpdateType.Add, Values((Element.Uri, ElementValue.Of("248@example.net")), (Element.Importance, ElementValue.Of(1.5))), null),
                new(new(Guid.Parse("47580000-0000-0000-0000-000000000002")), UpdateType.Add, Values((Element.CanMove, ElementValue.Of(false))), null),
            ])
        {
            At = At(9),
        },
        new CallChange.RosterTold(
            Key, [new(new(Guid.Parse("47580000-0000-0000-0000-000000000002")), UpdateType.Remove, ElementValues.Empty, "dropped")])
        {
            At = At(10),
        },
        new CallChange.RosterCompleted(Key) { At = At(11) },
        new CallChange.DegradedChanged(true) { At = At(12) },
        new CallChange.WentStale(new("fra1"), new Epoch(1_790_000_000_000, 4)) { At = At(13) },
        new CallChange.WentStale(null, null) { At = At(14) },
        new CallChange.PartDropped(Key, SlotPart.CallInfo) { At = At(15) },
        new CallChange.PartStateChanged(Key, SlotPart.CallInfo, Epoch, "pending") { At = At(16) },
    ];

    public static CallChanged One(params CallChange[] changes) => new([.. changes]);

    private static ElementValues Values(params (Element Element, ElementValue Value)[] values)
    {
        var builder = new ElementValuesBuilder();
        foreach (var (element, value) in values)
        {
            builder.Set(element, value);
        }

        return builder.Build();
    }
}
