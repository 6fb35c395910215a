namespace Spectacles.Gateway.Rest.Tests;

/// <summary>The limit on all routes together. https://discord.com/developers/docs/topics/rate-limits#global-rate-limit</summary>
public sealed class GlobalLimitTests : IDisposable
{
    private static readonly RestRoute Webhook = new(
        HttpMethod.Post, "/webhooks/{webhook_id}/{webhook_token}", RestTraits.Unauthorized);

    private readonly LimitScene scene = new(new RateLimitOptions { GlobalLimit = 10 });

    public void Dispose() => scene.Dispose();

    [Fact]
    public void Place_is_free_one_second_after_the_response()
    {
        RestPermit[] sent = [.. Channels(10).Select(channel => scene.Now(major: channel))];
        Task<RestPermit>[] next = [.. Channels(12).Select(channel => scene.Begin(major: 100 + channel))];
        scene.Pass(2);
        Assert.Empty(scene.Granted(next));
        sent[4].Answered(LimitScene.Response(200));
        scene.Pass(0.5);
        sent[2].NotAnswered();
        scene.Pass(0.499);
        Assert.Empty(scene.Granted(next));
        scene.Pass(0.001);
        Assert.Equal([0], scene.Granted(next));
        scene.Pass(0.499);
        Assert.Equal([0], scene.Granted(next));
        scene.Pass(0.001);
        Assert.Equal([0, 1], scene.Granted(next));
        sent[0].Release();
        Assert.Equal([0, 1, 2], scene.Granted(next));
    }

    [Fact]
    public void Place_of_a_call_without_a_response_is_free_after_six_seconds()
    {
        RestPermit[] hanging = [.. Channels(10).Select(channel => scene.Now(major: channel))];
        Task<RestPermit>[] next = [.. Channels(20).Select(channel => scene.Begin(major: 100 + channel))];
        scene.Pass(5.5);
        hanging[0].Answered(LimitScene.Response(200)); // Too late to be free sooner.
        scene.Pass(0.499);
        Assert.Empty(scene.Granted(next));
        scene.Pass(0.001);
        Assert.Equal(Enumerable.Range(0, 10), scene.Granted(next));
    }

    [Fact]
    public void Place_is_free_once_however_late_the_response_is()
    {
        RestPermit[] hanging = [.. Channels(10).Select(channel => scene.Now(major: channel))];
        Task<RestPermit>[] next = [.. Channels(20).Select(channel => scene.Begin(major: 100 + channel))];
        scene.Pass(6);
        hanging[0].Answered(LimitScene.Response(200));
        hanging[1].NotAnswered();
        hanging[2].Release();
        scene.Pass(1);
        hanging[3].Answered(LimitScene.Response(200));
        scene.Pass(4.999);
        Assert.Equal(Enumerable.Range(0, 10), scene.Granted(next));
        scene.Pass(0.001);
        Assert.Equal(Enumerable.Range(0, 20), scene.Granted(next));
    }

    [Fact]
    public void Buckets_that_wait_send_in_turns()
    {
        scene.Learn(50, 49, 60);
        scene.Learn(50, 49, 60, major: 2);
        RestPermit[] sent = [.. Channels(8).Select(_ => scene.Now())];
        Task<RestPermit>[] many = [.. Channels(20).Select(_ => scene.Begin())];
        Task<RestPermit>[] few = [.. Channels(3).Select(_ => scene.Begin(major: 2))];
        scene.Pass(1);
        scene.Settle();

        Assert.Equal([0], scene.Granted(many));
        Assert.Equal([0], scene.Granted(few));
        foreach (var permit in sent)
        {
            permit.Answered(LimitScene.Window(50, 40, 59));
        }

        scene.Pass(1);
        Assert.Equal([0, 1, 2], scene.Granted(few));
        Assert.Equal(Enumerable.Range(0, 7), scene.Granted(many));
    }

    [Fact]
    public void Interactions_never_wait_for_it()
    {
        foreach (ulong channel in Channels(10))
        {
            scene.Now(major: channel);
        }

        Assert.False(scene.Begin(major: 100).IsCompleted);
        foreach (ulong interaction in Channels(100))
        {
            scene.Now(LimitScene.Callback, interaction, $"token {interaction}");
        }
    }

    [Fact]
    public void Bucket_of_an_interaction_counts()
    {
        scene.Now(LimitScene.Callback, 7, "token");
        Assert.False(scene.Begin(LimitScene.Callback, 7, "token").IsCompleted);
    }

    [Fact]
    public void Calls_without_the_bot_token_are_counted_apart()
    {
        foreach (ulong channel in Channels(10))
        {
            scene.Now(major: channel);
        }

        foreach (ulong webhook in Channels(10))
        {
            scene.Now(Webhook, webhook, "token");
        }

        Assert.False(scene.Begin(Webhook, 100, "token").IsCompleted);
    }

    private static IEnumerable<ulong> Channels(int count) => Enumerable.Range(1, count).Select(channel => (ulong)channel);
}
