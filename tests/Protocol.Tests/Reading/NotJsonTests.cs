using System.Text;

namespace CmsOrchestrator.Protocol.Tests;

/// <summary>What is not JSON, or more of it than is read.</summary>
public sealed class NotJsonTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   \r\n")]
    [InlineData("<html><body>Service Unavailable</body></html>")]
    [InlineData("{")]
    [InlineData("{'type':'message'}")]
    [InlineData("{type:\"message\"}")]
    [InlineData("{\"type\":\"message\",}")]
    [InlineData("{\"type\":\"ping\"}}")]
    [InlineData("{\"type\":\"ping\"} {\"type\":\"ping\"}")]
    [InlineData("{\"type\":\"ping\"}\0")]
    [InlineData("{\"type\":\"ping\",\"n\":007}")]
    [InlineData("{\"type\":\"ping\",\"n\":NaN}")]
    [InlineData("{\"type\":\"ping\"} // done")]
    [InlineData("{\"type\":\"pi\nng\"}")]
    [InlineData("{\"type\":\"\\x\"}")]
    [InlineData("{\"type\":\"\\u12\"}")]
    [InlineData("\uFEFF{\"type\":\"ping\"}")]
    public void What_is_not_JSON_is_said_to_be_none(string text)
    {
        Assert.Equal(MalformedKind.NotJson, Read.ServerFault(text).Kind);
        Assert.Equal(MalformedKind.NotJson, Read.ClientFault(text).Kind);
    }

    [Fact]
    public void The_place_is_a_line_and_a_byte_from_one()
    {
        Assert.Equal("line 1, byte 1", Read.ServerFault("?").Where);
        Assert.Equal("line 2, byte 3", Read.ServerFault("{\n  ?").Where);
    }

    [Theory]
    [InlineData(ProtocolLimits.MaxDepth, true)]
    [InlineData(ProtocolLimits.MaxDepth + 1, false)]
    [InlineData(100_000, false)]
    public void Nesting_is_read_down_to_a_depth(int depth, bool read)
    {
        var inner = depth - 2; // the two objects around it
        var json = Wire.Message($"\"x\":{new string('[', inner)}{new string(']', inner)},\"messageId\":6,\"type\":\"new\"");

        var (message, malformed) = Read.Server(Encoding.UTF8.GetBytes(json));

        Assert.Equal(read, message is not null);
        if (!read)
        {
            Assert.Equal((MalformedKind.NotJson, 6), (malformed!.Kind, malformed.MessageId));
        }
    }

    [Theory]
    [InlineData(0x80)]
    [InlineData(0xC0, 0xAF)]
    [InlineData(0xE2, 0x82)]
    [InlineData(0xED, 0xA0, 0x80)]
    [InlineData(0xF4, 0x90, 0x80, 0x80)]
    [InlineData(0xFF)]
    public void Bytes_that_are_not_UTF8_are_refused_wherever_they_stand(params int[] bytes)
    {
        foreach (var place in new[] { "\"name\":\"é#\"", "\"é#\":1", "\"unknown\":\"é#\"" })
        {
            var json = Wire.Info(place);
            var at = Encoding.UTF8.GetByteCount(json[..json.IndexOf('#', StringComparison.Ordinal)]);
            byte[] utf8 = [.. Encoding.UTF8.GetBytes(json)[..at], .. bytes.Select(b => (byte)b), .. Encoding.UTF8.GetBytes(json)[(at + 1)..]];

            var fault = Read.Fault(Read.Server(utf8).Malformed);

            Assert.Equal(new MalformedMessage(MalformedKind.NotJson, $"byte {at + 1}", "not UTF-8", 1), fault);
        }
    }

    [Theory]
    [InlineData(@"\ud83d")]
    [InlineData(@"\uDE00")]
    [InlineData(@"\ude00\ud83d")]
    [InlineData(@"\ud83d\ud83d\ude00")]
    [InlineData(@"\ud83d-\ude00")]
    [InlineData(@"\ud83d\n")]
    [InlineData(@"\ud83d\u0041")]
    public void Half_a_surrogate_pair_is_no_text_wherever_it_stands(string half)
    {
        foreach (var place in new[] { $"\"name\":\"{half}\"", $"\"{half}\":1", $"\"unknown\":\"{half}\"", $"\"na{half}\":\"x\"" })
        {
            var fault = Read.ServerFault(Wire.Info(place));

            Assert.Equal((MalformedKind.NotJson, "half a surrogate pair", 1), (fault.Kind, fault.What, fault.MessageId));
            Assert.StartsWith("byte ", fault.Where, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_key_that_is_no_text_does_not_hide_the_number() =>
        Assert.Equal(6, Read.ServerFault("""{"\ud800":1,"type":"message","message":{"\udc00essageId":7,"messageId":6,"type":"x"}}""").MessageId);

    [Fact]
    public void A_message_is_read_up_to_the_limit()
    {
        var json = Encoding.UTF8.GetBytes(Samples.RosterUpdate);

        Assert.True(ServerMessageReader.TryRead(json, json.Length, out _, out _));
        Assert.False(ServerMessageReader.TryRead(json, json.Length - 1, out _, out var malformed));
        Assert.Equal(new MalformedMessage(MalformedKind.TooLong, "", $"longer than {json.Length - 1} bytes", 28), malformed);
        Assert.False(ClientMessageReader.TryRead(json, 0, out _, out malformed));
        Assert.Equal(MalformedKind.TooLong, malformed.Kind);
    }

    [Fact]
    public void The_limit_is_four_mebibytes_unless_set()
    {
        var message = Encoding.UTF8.GetBytes("""{"type":"ping"}""");
        var longest = new byte[4 * 1024 * 1024];
        longest.AsSpan().Fill((byte)' ');
        message.CopyTo(longest, 0);

        Assert.Null(Read.Server(longest).Malformed);
        Assert.Equal(MalformedKind.TooLong, Read.Server([.. longest, (byte)' ']).Malformed!.Kind);
        Assert.Equal(MalformedKind.TooLong, Read.Client([.. longest, (byte)' ']).Malformed!.Kind);
    }
}
