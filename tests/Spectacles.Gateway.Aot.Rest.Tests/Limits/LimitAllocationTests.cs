namespace Spectacles.Gateway.Rest.Tests;

/// <summary>What a call costs that has nothing to wait for, and what a bucket costs.</summary>
public sealed class LimitAllocationTests
{
    private const int Calls = 10_000;

    [Fact]
    public async Task Call_that_does_not_wait_allocates_nothing()
    {
        using var limits = new RateLimits(new RateLimitOptions { GlobalLimit = 50 }, new PassingTime(), null);
        using var response = LimitScene.Window(5, 4, 0.5);
        for (int call = 0; call < Calls; call++)
        {
            await SendAsync(limits, response);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int call = 0; call < Calls; call++)
        {
            await SendAsync(limits, response);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Bucket_costs_less_than_800_bytes()
    {
        using var limits = new RateLimits(new RateLimitOptions { GlobalLimit = 50 }, new PassingTime(), null);
        using var response = LimitScene.Window(5, 4, 5);
        await SendAsync(limits, response, 1_000_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (ulong channel = 1; channel <= 1_000; channel++)
        {
            await SendAsync(limits, response, channel);
        }

        long perBucket = (GC.GetAllocatedBytesForCurrentThread() - before) / 1_000;
        TestContext.Current.TestOutputHelper!.WriteLine($"{perBucket} bytes for each bucket");
        Assert.InRange(perBucket, 1, 800);
    }

    /// <summary>Completes on the same thread, or fails.</summary>
    private static async ValueTask SendAsync(RateLimits limits, HttpResponseMessage response, ulong channel = 1)
    {
        int thread = Environment.CurrentManagedThreadId;
        var permit = await limits.AcquireAsync(LimitScene.Send, channel, null, long.MaxValue, CancellationToken.None);
        if (thread != Environment.CurrentManagedThreadId)
        {
            Assert.Fail("The call has waited.");
        }

        permit.Answered(response);
    }

    /// <summary>A clock that goes on by 25 ms with each look at it.</summary>
    private sealed class PassingTime : TimeProvider
    {
        private long now = TimeSpan.TicksPerDay;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now += TimeSpan.TicksPerMillisecond * 25;
    }
}
