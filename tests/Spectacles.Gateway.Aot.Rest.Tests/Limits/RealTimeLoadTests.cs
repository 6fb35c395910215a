using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>What <see cref="LoadTests"/> shows in the time of the protocol, in real time.</summary>
public sealed class RealTimeLoadTests
{
    private const string Messages = "/channels/{channel_id}/messages";

    private static readonly RestRoute Read = new(HttpMethod.Get, Messages);

    public RealTimeLoadTests() =>
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");

    [Fact]
    public async Task Calls_use_the_buckets_and_are_not_refused()
    {
        await using var run = await LimitedRun.StartAsync(new RateLimitOptions { GlobalLimit = 10_000 }, TimeProvider.System);
        run.Gateway.Limits.Set("GET", Messages, 5, TimeSpan.FromSeconds(1));
        SetLatency(run.Gateway.Script);
        await run.FinishAsync(Begin(run, 10_000, deadline: 600));

        Assert.Equal([(200, 10_000)], run.Statuses.Select(status => (status.Key, status.Value)));
        // 200 calls of each channel, 5 in 1 second.
        Assert.InRange(run.Elapsed.TotalSeconds, 39, 39 / 0.9);
    }

    [Fact]
    public async Task Calls_use_the_global_limit_and_are_not_refused()
    {
        await using var run = await LimitedRun.StartAsync(new RateLimitOptions(), TimeProvider.System);
        run.Gateway.Limits.GlobalLimit = 50;
        SetLatency(run.Gateway.Script);
        await run.FinishAsync(Begin(run, 2_000, deadline: 600));

        Assert.Equal([(200, 2_000)], run.Statuses.Select(status => (status.Key, status.Value)));
        Assert.InRange(run.Elapsed.TotalSeconds, 39, 39 / 0.9);
    }

    [Fact]
    public async Task Interactions_do_not_wait_while_the_global_limit_is_used_up()
    {
        await using var run = await LimitedRun.StartAsync(new RateLimitOptions(), TimeProvider.System);
        run.Gateway.Limits.GlobalLimit = 50;
        var sends = Begin(run, 5_000, deadline: 10);
        List<TimeSpan> answered = [];
        for (ulong id = 1; id <= 100; id++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(90), TimeProvider.System, TestContext.Current.CancellationToken);
            var began = run.Elapsed;
            await run.Begin(LimitScene.Callback, $"/interactions/{id}/token-{id}/callback", id, """{"type":5}""", $"token-{id}");
            answered.Add(run.Elapsed - began);
        }

        await run.FinishAsync(sends);
        Assert.InRange(answered.Order().ElementAt(98), TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
        Assert.Equal((0, 5_000), (run.Statuses.GetValueOrDefault(429), run.Statuses[200] + run.NotSent[RestNotSentReason.Deadline]));
    }

    private static void SetLatency(GatewayScript script)
    {
        script.RestLatency = TimeSpan.FromMilliseconds(5);
        script.RestLatencyJitter = TimeSpan.FromMilliseconds(20);
        script.ClockOffset = TimeSpan.FromMinutes(-7);
    }

    private static Task[] Begin(LimitedRun run, int count, double deadline)
    {
        ulong[] channels = run.Channels();
        return
        [
            .. Enumerable.Range(0, count)
                .Select(call => channels[call % channels.Length])
                .Select(channel => run.Begin(Read, $"/channels/{channel}/messages", channel, deadline: deadline)),
        ];
    }
}
