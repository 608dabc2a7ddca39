using CmsOrchestrator.Protocol;

namespace CmsOrchestrator.Model.Connections;

/// <summary>Cuts texts that are longer than anybody reads: names, addresses, reasons, words. What was cut ends with an ellipsis.</summary>
public static class TextLimit
{
    /// <summary>The message itself where nothing in it is longer than <paramref name="most"/> UTF-16 units.</summary>
    public static ServerMessage Cut(ServerMessage message, int most) => message switch
    {
        ServerMessage.CallListUpdate list when list.Updates.Any(u => IsLong(u.Elements, u.Reason, most)) =>
            list with { Updates = [.. list.Updates.Select(u => u with { Elements = Cut(u.Elements, most), Reason = Cut(u.Reason, most) })] },
        ServerMessage.RosterUpdate roster when roster.Updates.Any(u => IsLong(u.Elements, u.Reason, most)) =>
            roster with { Updates = [.. roster.Updates.Select(u => u with { Elements = Cut(u.Elements, most), Reason = Cut(u.Reason, most) })] },
        ServerMessage.CallInfoUpdate info when IsLong(info.CallInfo, null, most) =>
            info with { CallInfo = Cut(info.CallInfo, most) },
        ServerMessage.SubscriptionUpdate update when update.Subscriptions.Any(s => s.State.Length > most) =>
            update with { Subscriptions = [.. update.Subscriptions.Select(s => s with { State = Cut(s.State, most)! })] },
        _ => message,
    };

    private static bool IsLong(ElementValues values, string? reason, int most)
    {
        for (var place = 0; place < values.Present.Count; place++)
        {
            if (values.At(place).AsText?.Length > most)
            {
                return true;
            }
        }

        return reason?.Length > most;
    }

    private static ElementValues Cut(ElementValues values, int most)
    {
        var builder = default(ElementValuesBuilder);
        foreach (var element in values.Present)
        {
            var value = values[element];
            builder.Set(element, value.AsText is { } text ? ElementValue.Of(Cut(text, most)) : value);
        }

        return builder.Build();
    }

    private static string? Cut(string? text, int most)
    {
        if (text is null || text.Length <= most)
        {
            return text;
        }

        // Never in the middle of a character.
        var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return text[..end] + "…";
    }
}
