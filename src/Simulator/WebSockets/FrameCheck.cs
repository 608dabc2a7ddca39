namespace CmsOrchestrator.Simulator;

/// <summary>Which frames a Meeting Server does not take (protocol.md §1), and with what code it closes.</summary>
internal static class FrameCheck
{
    /// <summary>The breach, or null where the frame is a whole masked text.</summary>
    public static (BreachKind Kind, string What, ushort Code)? Judge(Frame frame) => frame switch
    {
        { Masked: false } => (BreachKind.UnmaskedFrame, "a client's frame without a mask", CloseCodes.ProtocolError),
        { Reserved: not 0 } => (BreachKind.UnknownFrame, "a frame with reserved bits", CloseCodes.ProtocolError),
        { Opcode: Opcode.Ping } => (BreachKind.Ping, "a ping", CloseCodes.Unsupported),
        { Opcode: Opcode.Pong } => (BreachKind.Pong, "a pong", CloseCodes.Unsupported),
        { Opcode: Opcode.Binary } => (BreachKind.BinaryFrame, "a binary frame", CloseCodes.Unsupported),
        { Opcode: Opcode.Text, Final: false } or { Opcode: Opcode.Continuation } =>
            (BreachKind.FragmentedFrame, "a fragment", CloseCodes.Unsupported),
        { Opcode: not Opcode.Text } => (BreachKind.UnknownFrame, $"a frame with opcode {(int)frame.Opcode}", CloseCodes.ProtocolError),
        { IsTooLong: true } => (BreachKind.FrameTooLong, $"a frame of {frame.Length} bytes", CloseCodes.TooLong),
        _ => null,
    };
}
