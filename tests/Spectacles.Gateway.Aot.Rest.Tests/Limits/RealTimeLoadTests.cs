using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>
/// What <see cref="LoadTests"/> shows in the time of the protocol, in real time. Here the machine's speed has an influence, so the bounds
/// are wider where it is the time of a response that costs.
/// </summary>
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
        run.Gateway.Limits.Set("GET", Messages, 10, TimeSpan.FromSeconds(3));
        SetLatency(run.Gateway.Script);
        await run.FinishAsync(Begin(run, 10_000, deadline: 600));

        Assert.Equal([(200, 10_000)], run.Statuses.Select(status => (status.Key, status.Value)));
        // 200 calls of each channel, 10 in 3 seconds.
        AssertUsed(run, 19 * 3, 0.9);
    }

    [Fact]
    public async Task Calls_use_the_global_limit_and_are_not_refused()
    {
        await using var run = await LimitedRun.StartAsync(new RateLimitOptions(), TimeProvider.System);
        run.Gateway.Limits.GlobalLimit = 50;
        SetLatency(run.Gateway.Script);
        await run.FinishAsync(Begin(run, 2_000, deadline: 600));

        Assert.Equal([(200, 2_000)], run.Statuses.Select(status => (status.Key, status.Value)));
        AssertUsed(run, 39, 0.8);
    }

    [Fact]
    public async Task Interactions_do_not_wait_while_the_global_limit_is_used_up()
    {
        await using var run = await LimitedRun.StartAsync(new RateLimitOptions(), TimeProvider.System);
        run.Gateway.Limits.GlobalLimit = 50;
        // The first calls load code and open connections.
        await AnswerAsync(run, 1_000);
        await run.FinishAsync(Begin(run, 50, deadline: 10));
        var sends = Begin(run, 5_000, deadline: 10);
        List<TimeSpan> answered = [];
        for (ulong id = 1; id <= 100; id++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(90), TimeProvider.System, TestContext.Current.CancellationToken);
            answered.Add(await AnswerAsync(run, id));
        }

        await run.FinishAsync(sends);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", answered.Order().Select(time => time.TotalMilliseconds)));
        Assert.InRange(answered.Order().ElementAt(98), TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
        Assert.Equal((0, 5_050), (run.Statuses.GetValueOrDefault(429), run.Statuses[200] + run.NotSent[RestNotSentReason.Deadline]));
    }

    private static async Task<TimeSpan> AnswerAsync(LimitedRun run, ulong id)
    {
        var began = run.Elapsed;
        await run.Begin(LimitScene.Callback, $"/interactions/{id}/token-{id}/callback", id, """{"type":5}""", $"token-{id}");
        return run.Elapsed - began;
    }

    private static void AssertUsed(LimitedRun run, double least, double part)
    {
        double used = least / run.Elapsed.TotalSeconds;
        TestContext.Current.TestOutputHelper!.WriteLine($"{run.Elapsed.TotalSeconds:0.000} s, {used:P1} of what the limits allow");
        Assert.InRange(used, part, 1);
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
