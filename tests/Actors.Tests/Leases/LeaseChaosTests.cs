using System.Collections.Concurrent;
using Akka.Coordination;
using CmsOrchestrator.Actors.Leases;
using CmsOrchestrator.Support;
using Xunit.Abstractions;

namespace CmsOrchestrator.Actors.Tests.Leases;

/// <summary>
/// Owners who acquire and release one lease at random, over a network that delays statements and answers beyond every limit, loses them, and
/// delivers what was given up. Whenever the database gives the lease to one, or lets one keep it, no other may believe so, too.
/// </summary>
[NeedsPostgreSql]
public sealed class LeaseChaosTests(ITestOutputHelper output) : LeaseTest
{
    private const int Owners = 5;
    private const int Steps = 15;
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, DatabaseLease> _owners = new();
    private readonly ConcurrentQueue<string> _violations = new();
    private long _given;

    [StorageFact]
    public async Task No_two_owners_ever_believe_to_have_it_whatever_is_delayed_or_lost()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var lives = Enumerable.Range(0, Owners).Select(number => LiveAsync($"owner {number}", new Random(seed + number))).ToList();

        await Task.WhenAll(lives);

        Assert.Empty(_violations);
        Assert.True(Interlocked.Read(ref _given) > 1, "Nobody ever had it: nothing was tested.");
        await Task.WhenAll(_owners.Values.Select(owner => owner.Release()));
        Assert.True(await Owner("at last").Acquire().WaitAsync(Limit));
    }

    private async Task LiveAsync(string name, Random random)
    {
        var network = new Network(this, name, random);
        var lease = _owners[name] = Owner(name, table: network, timeToLive: Short);
        for (var step = 0; step < Steps; step++)
        {
            try
            {
                if (random.Next(3) == 0)
                {
                    await lease.Release();
                }
                else
                {
                    await lease.Acquire();
                }
            }
            catch (Exception e) when (e is LeaseException or TimeoutException)
            {
                // The network's doing.
            }

            // Held for long enough, now and then, to run out while the owner is cut off.
            await Task.Delay(random.NextDouble() * 4 * Short);
        }

        network.Calm();
    }

    // The row is looked at afterwards: if the lease is in force under that number then, it was so all the while.
    private async Task GivenAsync(string owner, string lease, long fence)
    {
        Interlocked.Increment(ref _given);
        var believers = _owners.Where(other => other.Key != owner && other.Value.CheckLease()).Select(other => other.Key).ToList();
        if (believers.Count > 0 && await Table.FindAsync(lease, default) is { IsExpired: false } row && row.Fence == fence)
        {
            _violations.Enqueue($"{owner} has it under {fence}, and {string.Join(", ", believers)} believe so, too");
        }
    }

    private sealed class Network(LeaseChaosTests test, string name, Random random) : ILeaseTable
    {
        private const int Calmness = -1;

        private readonly Lock _dice = new();
        private volatile bool _isCalm;
        private DateTimeOffset _cutUntil;

        public void Calm() => _isCalm = true;

        public Task<long?> AcquireAsync(string lease, string owner, TimeSpan timeToLive, CancellationToken cancellation) => Pass(async () =>
        {
            var fence = await test.Table.AcquireAsync(lease, owner, timeToLive, default);
            if (fence is { } given)
            {
                await test.GivenAsync(name, lease, given);
            }

            return fence;
        });

        public Task<bool> RenewAsync(string lease, string owner, long fence, TimeSpan timeToLive, CancellationToken cancellation) => Pass(async () =>
        {
            var renewed = await test.Table.RenewAsync(lease, owner, fence, timeToLive, default);
            if (renewed)
            {
                await test.GivenAsync(name, lease, fence);
            }

            return renewed;
        });

        public Task ReleaseAsync(string lease, string owner, long fence, CancellationToken cancellation) => Pass(async () =>
        {
            await test.Table.ReleaseAsync(lease, owner, fence, default);
            return true;
        });

        public Task<LeaseRow?> FindAsync(string lease, CancellationToken cancellation) => Pass(() => test.Table.FindAsync(lease, default));

        public Task<bool> IsAnyHeldAsync(CancellationToken cancellation) => Pass(() => test.Table.IsAnyHeldAsync(default));

        // Whoever gave up waiting is not asked: what was sent arrives.
        private async Task<T> Pass<T>(Func<Task<T>> statement)
        {
            await Travel();
            var answer = await statement();
            await Travel();
            return answer;
        }

        // Now and then nothing gets through for a while, which is what it takes to lose a lease that is renewed.
        private async Task Travel()
        {
            TimeSpan cut;
            lock (_dice)
            {
                var now = TimeProvider.System.GetUtcNow();
                switch (_isCalm ? Calmness : random.Next(12))
                {
                    case 0:
                        _cutUntil = now + (random.NextDouble() * 4 * Short);
                        break;
                    case 1:
                        throw new TimeoutException("lost on the way");
                }

                cut = _cutUntil - now;
            }

            if (cut > TimeSpan.Zero)
            {
                await Task.Delay(cut);
            }
        }
    }
}
