using System.Text;

namespace CmsOrchestrator.Simulator;

/// <content>Faults of the connection and of its frames.</content>
public sealed partial class Injection
{
    /// <summary>The connection is reset: no closing handshake, no FIN.</summary>
    public static Injection Reset() => new("reset", c => c.Abort());

    /// <summary>The connection is never read or written again, and stays open; new ones are served.</summary>
    public static Injection Freeze() => new("freeze", c => c.Freeze());

    /// <summary>The bridge begins the closing handshake.</summary>
    public static Injection Close(int code = CloseCodes.GoingAway) => new("close", c => c.Send(new Outgoing.Close((ushort)code)));

    /// <summary>A text frame with whatever is given: by default, no JSON.</summary>
    public static Injection Text(string text = "<html>{\"type\":") =>
        new("text", c => c.Send(new Outgoing.Frame(Opcode.Text, Encoding.UTF8.GetBytes(text))));

    /// <summary>A text frame that is not UTF-8.</summary>
    public static Injection NotUtf8() =>
        new("notUtf8", c => c.Send(new Outgoing.Frame(Opcode.Text, new byte[] { (byte)'{', 0xc3, 0x28, (byte)'}' })));

    /// <summary>A binary frame.</summary>
    public static Injection Binary() => new("binary", c => c.Send(new Outgoing.Frame(Opcode.Binary, new byte[] { 1, 2, 3, 4 })));

    /// <summary>A numbered message of an unknown type, at least so many bytes long.</summary>
    public static Injection Huge(int bytes = 5 * 1024 * 1024) => new(
        "huge",
        c => c.Send(new Outgoing.NumberedText(id =>
            $$$"""{"type":"message","message":{"messageId":{{{id}}},"type":"padding","padding":"{{{new string('x', bytes)}}}"}}""")));

    /// <summary>The first half of a frame; then nothing, and the socket stays open.</summary>
    public static Injection Truncated() => new(
        "truncated", c => c.Send(new Outgoing.TruncatedFrame(FrameWriter.Frame(Opcode.Text, new byte[200]).AsMemory(0, 100))));
}
