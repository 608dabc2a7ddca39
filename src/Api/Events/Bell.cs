using System.Threading.Channels;

namespace CmsOrchestrator.Api.Events;

/// <summary>Wakes one watcher. Rung while the watcher is at work, it wakes it once more; how often is all the same.</summary>
internal sealed class Bell
{
    private readonly Channel<byte> _rung = Channel.CreateBounded<byte>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Ring() => _rung.Writer.TryWrite(0);

    /// <summary>The watcher is to end, however busy it is.</summary>
    public bool IsStopped { get; private set; }

    public void Stop()
    {
        IsStopped = true;
        _rung.Writer.TryComplete();
    }

    /// <summary>Waits until it is rung; false once it is stopped.</summary>
    public async ValueTask<bool> WaitAsync() => await _rung.Reader.WaitToReadAsync() && _rung.Reader.TryRead(out _);
}
