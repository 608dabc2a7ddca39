using System.Diagnostics;
using System.Threading.RateLimiting;

namespace CmsOrchestrator.Api.Limits;

/// <summary>Counts the streams of one client, and lets one more in while there are fewer than is in force then.</summary>
internal sealed class OpenStreams(LimitsInForce limits) : RateLimiter
{
    private readonly Lock _gate = new();
    private int _open;
    private long _idleSince = Stopwatch.GetTimestamp();

    /// <summary>Null while a stream is open: so it is not forgotten.</summary>
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (_gate)
            {
                return _open > 0 ? null : Stopwatch.GetElapsedTime(_idleSince);
            }
        }
    }

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (_gate)
        {
            if (_open >= limits.Now.StreamsPerKey)
            {
                return new Place(null);
            }

            _open++;
            return new Place(this);
        }
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        ValueTask.FromResult(AttemptAcquireCore(permitCount));

    private void Leave()
    {
        lock (_gate)
        {
            if (--_open == 0)
            {
                _idleSince = Stopwatch.GetTimestamp();
            }
        }
    }

    /// <summary>One stream's place; without an owner, none.</summary>
    private sealed class Place(OpenStreams? owner) : RateLimitLease
    {
        private OpenStreams? _owner = owner;

        public override bool IsAcquired { get; } = owner is not null;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            Interlocked.Exchange(ref _owner, null)?.Leave();
            base.Dispose(disposing);
        }
    }
}
