namespace Spectacles.Gateway.Rest.Tests;

/// <summary>How many calls may wait, and what is left of those that have waited in vain.</summary>
public sealed class QueueTests : IDisposable
{
    private static readonly RestRoute FollowUp = new(
        HttpMethod.Post, "/webhooks/{application_id}/{interaction_token}", RestTraits.Interaction | RestTraits.Unauthorized);

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

    private void FillQueue()
    {
        scene.Now();
        Assert.False(scene.Begin().IsCompleted);
        Assert.False(scene.Begin().IsCompleted);
        Assert.Equal(RestNotSentReason.QueueFull, LimitScene.RefusalOf(scene.Begin()).Reason);
    }
}
