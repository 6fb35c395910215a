namespace Spectacles.Gateway.Tests.Sessions;

/// <summary>Which stored sessions are resumed, and why the others are not.</summary>
public sealed class SessionTermsTests
{
    private static readonly SessionTerms Terms = new(3, 8, GatewayIntents.Guilds | GatewayIntents.GuildMessages, 10);

    [Fact]
    public void Matching_session_is_resumed()
    {
        Assert.Null(Terms.Refuse(Sample.Session(3), Sample.Noon));
        Assert.Null(Terms.Refuse(Sample.Session(3), Sample.Noon + SessionTerms.LongestAge));
    }

    [Fact]
    public void Clock_set_back_does_not_make_a_session_too_old() =>
        Assert.Null(Terms.Refuse(Sample.Session(3), Sample.Noon.AddHours(-1)));

    [Fact]
    public void Mismatched_session_is_rejected_with_the_reason()
    {
        Assert.Equal("it belongs to shard 4", Terms.Refuse(Sample.Session(4), Sample.Noon));
        Assert.Equal(
            "it was saved with a total of 16 shards, but the total is 8", Terms.Refuse(Sample.Session(3, shardCount: 16), Sample.Noon));
        Assert.Equal(
            "it has the intents Guilds, but the shard requests Guilds, GuildMessages",
            Terms.Refuse(Sample.Session(3) with { Intents = GatewayIntents.Guilds }, Sample.Noon));
        Assert.Equal(
            "it uses API version 9, but the shard uses 10", Terms.Refuse(
                Sample.Session(3) with { ApiVersion = 9 }, Sample.Noon));
        Assert.Equal(
            "it was saved at 2026-01-02T12:00:00Z, more than 10 minutes ago",
            Terms.Refuse(Sample.Session(3), Sample.Noon + SessionTerms.LongestAge + TimeSpan.FromSeconds(1)));
    }
}
