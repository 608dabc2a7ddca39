namespace CmsOrchestrator.Model.Views;

/// <summary>The event names of the change stream.</summary>
public static class PublicationNames
{
    private static readonly string[] Names =
    [
        "call.started", "call.updated", "call.ended", "participant.joined", "participant.updated", "participant.left", "callBridge.updated",
    ];

    /// <summary>All of them, in the order of <see cref="PublicationType"/>.</summary>
    public static ReadOnlySpan<string> All => Names;

    public static string Name(this PublicationType type) => Names[(int)type];

    public static PublicationType? Parse(string name) => Array.IndexOf(Names, name) is var place and >= 0 ? (PublicationType)place : null;
}
