using Akka.Cluster;

namespace CmsOrchestrator.Actors.Nodes;

/// <summary>Akka's members in this program's words.</summary>
internal static class Members
{
    public static NodeName NameOf(Member member) => new(member.Address.Host, member.Address.Port ?? 0);

    public static string StateOf(Member member) => member.Status switch
    {
        MemberStatus.Joining or MemberStatus.WeaklyUp => NodeState.Joining,
        MemberStatus.Up => NodeState.Up,
        MemberStatus.Down => NodeState.Down,
        _ => NodeState.Leaving,
    };
}
