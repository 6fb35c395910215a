namespace Spectacles.Gateway.Rest.Tests;

/// <summary>How many calls may wait, and what is left of those that have waited in vain.</summary>
public sealed class QueueTests : IDisposable
{
    private static readonly RestRoute FollowUp = new(
        HttpMethod.Post, "/webhooks/{application_id}/{interaction_token}", RestTraits.Interaction | RestTraits.Unauthorized);

    private static readonly RestRoute Webhook = new(
        HttpMethod.Post, "/webhooks/{webhook_id}/{webhook_token}", RestTraits.Unauthorized);

    private readonly LimitScene scene = new(new RateLimitOptions { QueueLimit = 2, GlobalLimit = 5 });

    public void Dispose() => scene.Dispose();

    [Fact]
    public void Calls_of_an_interaction_are_refused_only_because_of_others_of_the_same_route()
    {
        FillQueue();
        scene.Now(FollowUp, token: "a");
        Task<RestPermit>[] waiting = [scene.Begin(FollowUp, token: "a"), scene.Begin(FollowUp, token: "a")];
        var surplus = scene.Begin(FollowUp, token: "a");
        scene.Now(FollowUp, token: "b");
        Task<RestPermit>[] other = [scene.Begin(FollowUp, token: "b")];

        Assert.Equal(RestNotSentReason.QueueFull, LimitScene.RefusalOf(surplus).Reason);
        Assert.DoesNotContain([.. waiting, .. other], call => call.IsCompleted);
    }

    [Fact]
    public void Repeated_call_is_not_refused_because_others_wait()
    {
        scene.Learn(5, 4, 5, LimitScene.Edit);
        var first = scene.Now(LimitScene.Edit);
        FillQueue();
        first.Answered(LimitScene.Limited("user", 3));
        Task<RestPermit>[] again = [scene.BeginAgain(first)];
        scene.Pass(3.005);

        Assert.Equal([0], scene.Granted(again));
    }

    [Fact]
    public void Bucket_whose_calls_have_failed_no_longer_waits_for_the_global_limit()
    {
        var address = new AddressLimits(scene.Time, globalLimit: 1);
        using var limits = new RateLimits(new RateLimitOptions(), address, scene.Time, null);
        using var canceling = new CancellationTokenSource();
        var sent = LimitScene.TurnOf(Begin(1, 100));
        _ = (Begin(2, 1), Begin(3, 100, canceling.Token), Begin(4, 100), Begin(5, 1_000));
        Assert.Equal(4, address.WithoutToken.Parked);

        canceling.Cancel();
        Assert.Equal(3, address.WithoutToken.Parked);
        scene.Pass(1);
        Assert.Equal(2, address.WithoutToken.Parked);
        sent.Answered(LimitScene.Limited("global", 600));
        Assert.Equal(1, address.WithoutToken.Parked);
        limits.Dispose();
        Assert.Equal(0, address.WithoutToken.Parked);

        Task<RestPermit> Begin(ulong webhook, double deadline, CancellationToken cancellationToken = default) =>
            limits.AcquireAsync(Webhook, webhook, "token", scene.In(deadline), cancellationToken).AsTask();
    }

    private void FillQueue()
    {
        scene.Now();
        Assert.False(scene.Begin().IsCompleted);
        Assert.False(scene.Begin().IsCompleted);
        Assert.Equal(RestNotSentReason.QueueFull, LimitScene.RefusalOf(scene.Begin()).Reason);
    }
}
