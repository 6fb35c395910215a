namespace Spectacles.Gateway.Tests.Sessions;

/// <summary>Which stored sessions are resumed, and why the others are not.</summary>
public sealed class SessionTermsTests
{
    private static readonly SessionTerms Terms = new(3, 8, GatewayIntents.Guilds | GatewayIntents.GuildMessages, 10);

    [Fact]
    public void A_session_that_fits_is_resumed()
    {
        Assert.Null(Terms.Refuse(Stored.Session(3), Stored.Noon));
        Assert.Null(Terms.Refuse(Stored.Session(3), Stored.Noon + SessionTerms.LongestAge));
    }

    [Fact]
    public void A_clock_that_was_set_back_makes_no_session_too_old() =>
        Assert.Null(Terms.Refuse(Stored.Session(3), Stored.Noon.AddHours(-1)));

    [Fact]
    public void A_session_that_does_not_fit_is_refused_with_the_reason()
    {
        Assert.Equal("it is of shard 4", Terms.Refuse(Stored.Session(4), Stored.Noon));
        Assert.Equal("it is one of 16 shards, and now there are 8", Terms.Refuse(Stored.Session(3, shardCount: 16), Stored.Noon));
        Assert.Equal(
            "it has the intents Guilds, and now they are Guilds, GuildMessages",
            Terms.Refuse(Stored.Session(3) with { Intents = GatewayIntents.Guilds }, Stored.Noon));
        Assert.Equal(
            "it speaks version 9 of the gateway, and now it is 10", Terms.Refuse(Stored.Session(3) with { Version = 9 }, Stored.Noon));
        Assert.Equal(
            "it was saved at 2026-01-02 12:00:00Z, more than 10 minutes ago",
            Terms.Refuse(Stored.Session(3), Stored.Noon + SessionTerms.LongestAge + TimeSpan.FromSeconds(1)));
    }
}
