using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>
/// Many calls to a simulated Discord whose limits, latencies and faults the client does not know. Times are those of the protocol.
/// </summary>
public sealed class LoadTests
{
    private const int Tasks = 8;
    private const int Calls = 10_000;
    private const string Messages = "/channels/{channel_id}/messages";

    private static readonly RestRoute Read = new(HttpMethod.Get, Messages);
    private static readonly RestRoute Write = new(HttpMethod.Post, Messages);
    private static readonly RestRoute Callback = LimitScene.Callback;

    [Fact]
    public async Task Calls_use_the_buckets_and_are_not_refused()
    {
        await using var run = await LimitedRun.StartAsync(new RateLimitOptions { GlobalLimit = 10_000 });
        run.Gateway.Limits.Set("GET", Messages, 5, TimeSpan.FromSeconds(5));
        SetAwkward(run.Gateway.Script);
        await SendAsync(run, Read);

        Assert.Equal([(200, Calls)], run.Statuses.Select(status => (status.Key, status.Value)));
        // 200 calls of each channel, 5 in 5 seconds.
        AssertUsed(run, (40 - 1) * 5);
    }

    [Fact]
    public async Task Calls_use_the_global_limit_and_are_not_refused()
    {
        await using var run = await LimitedRun.StartAsync(new RateLimitOptions());
        run.Gateway.Limits.GlobalLimit = 50;
        SetAwkward(run.Gateway.Script);
        await SendAsync(run, Read);

        Assert.Equal([(200, Calls)], run.Statuses.Select(status => (status.Key, status.Value)));
        AssertUsed(run, (Calls / 50) - 1);
    }

    [Fact]
    public async Task Calls_go_on_although_responses_take_long_and_are_not_refused()
    {
        await using var run = await LimitedRun.StartAsync(new RateLimitOptions());
        run.Gateway.Limits.GlobalLimit = 50;
        run.Gateway.Script.RestLatency = TimeSpan.FromSeconds(40);
        ulong[] channels = run.Channels();
        await run.FinishAsync(
            [
                .. Enumerable.Range(0, 500).Select(call => run.Begin(
                    new RestRoute(HttpMethod.Get, $"/channels/{{channel_id}}/messages/{call}"),
                    $"/channels/{channels[call % channels.Length]}/messages",
                    channels[call % channels.Length])),
            ]);

        Assert.Equal([(200, 500)], run.Statuses.Select(status => (status.Key, status.Value)));
        // 50 calls in 6 seconds, and the last response.
        Assert.InRange(run.Elapsed.TotalSeconds, (9 * 6) + 40, (9 * 6) + 41);
    }

    /// <summary>Reading has a limit that no header announces; the proxy fails, bans and cuts; both routes change their bucket.</summary>
    [Fact]
    public async Task Calls_are_refused_only_by_what_no_header_announced()
    {
        await using var run = await LimitedRun.StartAsync(new RateLimitOptions { GlobalLimit = 200 });
        var (limits, script) = (run.Gateway.Limits, run.Gateway.Script);
        limits.GlobalLimit = 200;
        limits.Set("GET", Messages, 5, TimeSpan.FromSeconds(5), "first");
        limits.Set("POST", Messages, 5, TimeSpan.FromSeconds(5), "first");
        limits.AddSublimit("GET", Messages, 60, TimeSpan.FromSeconds(120));
        SetAwkward(script);
        // Until each route has a response, no header has said that both count in one bucket.
        await run.FinishAsync([Send(run, Read, run.Channels()[0]), Send(run, Write, run.Channels()[1])]);
        Queue<(double At, Action Do)> plan = new(
        [
            (10, () => script.FailRestCalls(40, RestFault.FromProxy(502))),
            (20, () => script.FailRestCalls(20, RestFault.CutBeforeCall)),
            (30, () => script.FailRestCalls(1, RestFault.FromProxy(429, TimeSpan.FromSeconds(10)))),
            (60, () => limits.Set("GET", Messages, 8, TimeSpan.FromSeconds(8), "second")),
            (70, () => limits.Set("POST", Messages, 8, TimeSpan.FromSeconds(8), "third")),
            (80, () => script.FailRestCalls(5, RestFault.RateLimit(Testing.RateLimitScope.Shared, TimeSpan.FromSeconds(2)))),
        ]);
        await SendAsync(run, null, () => Do(plan, run.Elapsed));

        Assert.Empty(plan);
        Assert.Equal(Calls + 2, run.Statuses[200]);
        Assert.Empty(run.Announced);
        Assert.Equal(40, run.Statuses[502]);
        // A limit that is not announced refuses what is on its way: up to 8 calls of each channel.
        Assert.InRange(run.Statuses[429], 6, 6 + (50 * 8));
        // Reading begins after 78 s at the latest, when writing leaves its bucket; 60 calls, the rest of 120 s, and 40 calls, 8 in 8 s.
        AssertUsed(run, 78 + 120 + 32);
    }

    [Fact]
    public async Task Nothing_is_sent_after_a_401_but_what_is_on_its_way()
    {
        await using var run = await LimitedRun.StartAsync(new RateLimitOptions());
        run.Gateway.Limits.GlobalLimit = 50;
        SetAwkward(run.Gateway.Script);
        Queue<(double At, Action Do)> plan = new([(100, () => run.Gateway.Script.FailRestCalls(Calls, RestFault.Unauthorized))]);
        await SendAsync(run, Read, () => Do(plan, run.Elapsed));

        Assert.Equal(Calls, run.Statuses.Values.Sum() + run.NotSent[RestNotSentReason.TokenRefused]);
        Assert.InRange(run.Statuses[200], 4_000, 5_000);
        Assert.InRange(run.Statuses[401], 1, 50);
        Assert.InRange(run.Elapsed.TotalSeconds, 100, 102);
    }

    /// <summary>5,000 sends for 10 seconds, and 100 interactions meanwhile.</summary>
    [Fact]
    public async Task Interactions_do_not_wait_while_the_global_limit_is_used_up()
    {
        await using var run = await LimitedRun.StartAsync(new RateLimitOptions());
        run.Gateway.Limits.GlobalLimit = 50;
        run.Gateway.Script.RestLatency = TimeSpan.FromMilliseconds(20);
        run.Gateway.Script.RestLatencyJitter = TimeSpan.FromMilliseconds(20);
        ulong[] channels = run.Channels();
        List<Task> sends = [.. Enumerable.Range(0, 5_000).Select(call => Send(run, Read, channels[call % channels.Length], deadline: 10))];
        List<TimeSpan> answered = [];
        Queue<(double At, Action Do)> plan = new(
            Enumerable.Range(0, 100).Select(call => (0.5 + (call * 0.09), (Action)(() => sends.Add(AnswerAsync((ulong)call + 1))))));
        await run.FinishAsync(sends, () => Do(plan, run.Elapsed));
        await Task.WhenAll(sends);

        Assert.Equal(100, answered.Count);
        Assert.All(answered, time => Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromMilliseconds(50)));
        Assert.Equal((0, 5_000), (run.Statuses.GetValueOrDefault(429), run.Statuses[200] + run.NotSent[RestNotSentReason.Deadline]));
        Assert.InRange(run.Statuses[200], 450, 550);

        async Task AnswerAsync(ulong id)
        {
            var began = run.Elapsed;
            await run.Begin(Callback, $"/interactions/{id}/token-{id}/callback", id, """{"type":5}""", $"token-{id}");
            lock (answered)
            {
                answered.Add(run.Elapsed - began);
            }
        }
    }

    private static void SetAwkward(GatewayScript script)
    {
        script.RestLatency = TimeSpan.FromMilliseconds(20);
        script.RestLatencyJitter = TimeSpan.FromMilliseconds(80);
        script.ClockOffset = TimeSpan.FromMinutes(-7);
    }

    private static void Do(Queue<(double At, Action Do)> plan, TimeSpan elapsed)
    {
        while (plan.TryPeek(out var next) && elapsed.TotalSeconds >= next.At)
        {
            plan.Dequeue().Do();
        }
    }

    /// <summary>The calls of several tasks, which begin them without waiting for their responses.</summary>
    /// <param name="run">Client and server.</param>
    /// <param name="route">The route; null for reading and writing in turns.</param>
    /// <param name="between">Called whenever all calls wait.</param>
    private static async Task SendAsync(LimitedRun run, RestRoute? route, Action? between = null)
    {
        ulong[] channels = run.Channels();
        Assert.Equal(50, channels.Length);
        var calls = await Task.WhenAll(
            Enumerable.Range(0, Tasks).Select(
                async task =>
                {
                    await Task.Yield();
                    return Enumerable.Range(0, Calls / Tasks)
                        .Select(call => (call * Tasks) + task)
                        .Select(call => (Channel: channels[call % channels.Length], Other: call / channels.Length % 2 == 0 ? Read : Write))
                        .Select(call => Send(run, route ?? call.Other, call.Channel))
                        .ToArray();
                }));
        await run.FinishAsync([.. calls.SelectMany(list => list)], between);
    }

    private static Task Send(LimitedRun run, RestRoute route, ulong channel, double deadline = 36_000) => run.Begin(
        route,
        $"/channels/{channel}/messages",
        channel,
        route.Method == HttpMethod.Post ? """{"content":"text"}""" : null,
        deadline: deadline);

    private static void AssertUsed(LimitedRun run, double least)
    {
        double used = least / run.Elapsed.TotalSeconds;
        TestContext.Current.TestOutputHelper!.WriteLine($"{run.Elapsed.TotalSeconds:0.000} s, {used:P1} of what the limits allow");
        Assert.True(used >= 0.9, $"{run.Elapsed.TotalSeconds} s, and the limits allow {least} s");
    }
}
