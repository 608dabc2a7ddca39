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

    /// <summary>Whether <paramref name="self"/> is not a whole member yet, or became one after the other.</summary>
    public static bool CameLater(IReadOnlyCollection<Member> members, NodeName self, NodeName other)
    {
        var own = members.FirstOrDefault(member => NameOf(member) == self);
        var that = members.FirstOrDefault(member => NameOf(member) == other);
        return own is null || own.Status is MemberStatus.Joining or MemberStatus.WeaklyUp || (that is not null && that.IsOlderThan(own));
    }
}
