using CmsOrchestrator.Model;

namespace CmsOrchestrator.Simulation;

/// <summary>
/// Whatever takes things one after the other: an actor, one direction of a socket. Each comes after a random delay, in the order in
/// which it was sent; what is under way when it is cut is lost.
/// </summary>
internal sealed class Mailbox(VirtualTime time, double maxDelay)
{
    private Instant _last;

    public bool IsCut { get; private set; }

    public void Cut() => IsCut = true;

    public void Send(Action arrival)
    {
        _last = Instant.Max(_last, time.Now + time.Between(0, maxDelay));
        time.At(_last, () =>
        {
            if (!IsCut)
            {
                arrival();
            }
        });
    }
}
