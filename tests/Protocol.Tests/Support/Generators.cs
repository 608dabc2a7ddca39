using FsCheck;
using FsCheck.Fluent;

namespace CmsOrchestrator.Protocol.Tests;

/// <summary>Messages of every kind, as the writers can write them.</summary>
public static class Generators
{
    // No digits: a number element reads "7" as 7, so that text does not come back as it went.
    private static readonly Gen<string> Piece = Gen.Elements(
        "", "a", " ", "Zoë", "\"", "\\", "/", "</script>", "\0", "\u001f", "\u2028", "\u007f", "😀",
        "é", "\\u", "\\ud", "locked", "success", "{}", "[", ",", ":", "null");

    private static readonly Gen<string> Text = Piece.ListOf().Select(string.Concat);

    private static readonly Gen<string> Word = Text.Select(t => "w" + t);

    private static readonly Gen<string?> Reason = Gen.OneOf(Gen.Constant<string?>(null), Word.Select(string? (w) => w));

    private static readonly Gen<int> Index = Gen.OneOf(Gen.Choose(-9, 200), Gen.Elements(int.MinValue, int.MaxValue));

    private static readonly Gen<long> Number = Gen.OneOf(
        Gen.Choose(1, 1000).Select(n => (long)n),
        Gen.Elements(0, -1, 1L << 53, long.MaxValue, long.MinValue));

    private static readonly Gen<Guid> Id = ArbMap.Default.GeneratorFor<Guid>();

    private static readonly Gen<double> Finite = Gen.OneOf(
        Gen.Choose(-3, 1000).Select(n => (double)n),
        ArbMap.Default.GeneratorFor<NormalFloat>().Select(n => n.Get),
        Gen.Elements(-0.0, 1e300, double.MaxValue, double.MinValue, double.Epsilon, 9007199254740992.0, -9007199254740993.0));

    private static readonly Gen<ElementValue> Value = Gen.OneOf(
        Gen.Constant(ElementValue.None),
        Text.Select(ElementValue.Of),
        Finite.Select(ElementValue.Of),
        Gen.Elements(ElementValue.Of(true), ElementValue.Of(false)));

    private static readonly Gen<UpdateType> Kind = Gen.Elements(UpdateType.Add, UpdateType.Update, UpdateType.Remove);

    private static readonly Gen<SubscriptionStateEntry> State =
        from index in Index
        from state in Gen.OneOf(Word, Gen.Elements(SubscriptionWords.Pending, SubscriptionWords.Active, SubscriptionWords.Deactivated))
        select new SubscriptionStateEntry(index, state);

    private static readonly Gen<CallUpdate> Call =
        from id in Id
        from kind in Kind
        from elements in Elements(ElementNames.OfCalls)
        from reason in Reason
        select new CallUpdate(new CallGuid(id), kind, elements, reason);

    private static readonly Gen<ParticipantUpdate> Participant =
        from id in Id
        from kind in Kind
        from elements in Elements(ElementNames.OfCallRoster)
        from reason in Reason
        select new ParticipantUpdate(new ParticipantId(id), kind, elements, reason);

    private static readonly Gen<SubscriptionSpec> Spec =
        from index in Index
        from type in Gen.Elements(SubscriptionType.Calls, SubscriptionType.CallInfo, SubscriptionType.CallRoster)
        from id in Id
        from elements in Subset(ElementNames.Of(type))
        select new SubscriptionSpec(index, type, type == SubscriptionType.Calls ? null : new CallGuid(id), elements);

    public static Arbitrary<ServerMessage> ServerMessages() => Gen.OneOf<ServerMessage>(
        Acks(), States(), CallLists(), Rosters(), CallInfos()).ToArbitrary();

    public static Arbitrary<ClientMessage> ClientMessages() => Gen.OneOf(
        from id in Number select (ClientMessage)new ClientMessage.Ack(id, MessageAck.Success),
        from id in Number from specs in Spec.ListOf() select (ClientMessage)new ClientMessage.SubscribeRequest(id, [.. specs]))
        .ToArbitrary();

    public static Arbitrary<Edit> Edits() =>
        (from kind in Gen.Elements(EditKind.Replace, EditKind.Insert, EditKind.Delete, EditKind.Flip, EditKind.Copy, EditKind.Splice)
         from at in Gen.Choose(0, 2000)
         from other in Gen.Choose(0, 2000)
         select new Edit(kind, at, other)).ToArbitrary();

    private static Gen<ServerMessage> Acks() =>
        from id in Number
        from status in Gen.OneOf(Word, Gen.Constant(MessageAck.Success))
        select (ServerMessage)new ServerMessage.Ack(id, status);

    private static Gen<ServerMessage> States() =>
        from id in Number
        from states in State.ListOf()
        select (ServerMessage)new ServerMessage.SubscriptionUpdate(id, [.. states]);

    private static Gen<ServerMessage> CallLists() =>
        from id in Number
        from index in Index
        from calls in Call.ListOf()
        select (ServerMessage)new ServerMessage.CallListUpdate(id, index, [.. calls]);

    private static Gen<ServerMessage> Rosters() =>
        from id in Number
        from index in Index
        from roster in Participant.ListOf()
        select (ServerMessage)new ServerMessage.RosterUpdate(id, index, [.. roster]);

    private static Gen<ServerMessage> CallInfos() =>
        from id in Number
        from index in Index
        from info in Elements(ElementNames.OfCallInfo)
        select (ServerMessage)new ServerMessage.CallInfoUpdate(id, index, info);

    private static Gen<ElementSet> Subset(ElementSet of) =>
        Gen.Choose(0, (1 << ElementNames.Count) - 1).Select(bits => new ElementSet((uint)bits).Intersect(of));

    private static Gen<ElementValues> Elements(ElementSet of) =>
        from set in Subset(of) from values in Value.ArrayOf(ElementNames.Count) select Pack(set, values);

    private static ElementValues Pack(ElementSet set, ElementValue[] values)
    {
        var builder = new ElementValuesBuilder();
        foreach (var element in set)
        {
            builder.Set(element, values[(int)element]);
        }

        return builder.Build();
    }
}
