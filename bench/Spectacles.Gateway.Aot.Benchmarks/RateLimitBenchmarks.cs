using BenchmarkDotNet.Attributes;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>Measures what the rate limits cost a call that has nothing to wait for: its turn, and its response's headers.</summary>
public class RateLimitBenchmarks
{
    private const int Calls = 1_000;

    private readonly RestRoute route = new(HttpMethod.Post, "/channels/{channel_id}/messages");
    private readonly HttpResponseMessage response = new();
    private RateLimits limits = null!;
    private ulong next;

    /// <summary>The channels in which the calls are made.</summary>
    [Params(1, 1_000)]
    public int Channels { get; set; }

    [GlobalSetup]
    public void Start()
    {
        limits = new RateLimits(new RateLimitOptions(), new PassingTime(), null);
        response.Headers.TryAddWithoutValidation("X-RateLimit-Limit", "5");
        response.Headers.TryAddWithoutValidation("X-RateLimit-Remaining", "4");
        response.Headers.TryAddWithoutValidation("X-RateLimit-Reset", "1470173023.123");
        response.Headers.TryAddWithoutValidation("X-RateLimit-Reset-After", "0.300");
        response.Headers.TryAddWithoutValidation("X-RateLimit-Bucket", "abcd1234abcd1234abcd1234abcd1234");
    }

    [GlobalCleanup]
    public void Stop()
    {
        limits.Dispose();
        response.Dispose();
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public async Task AcquireAndAnswer()
    {
        for (int call = 0; call < Calls; call++)
        {
            var permit = await limits.AcquireAsync(route, ++next % (ulong)Channels, null, long.MaxValue, CancellationToken.None);
            permit.Answered(response);
        }
    }

    /// <summary>A clock that goes on by 25 ms with each look at it, so that no call has to wait.</summary>
    private sealed class PassingTime : TimeProvider
    {
        private long now = TimeSpan.TicksPerDay;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now += TimeSpan.TicksPerMillisecond * 25;
    }
}
