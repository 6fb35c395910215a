namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Several bots on one server: the token decides whose world a client sees.</summary>
public sealed class AddedBotTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_decides_which_bot_a_client_is()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var other = gateway.AddBot();
        await using var first = await RawClient.WaitForReadyAsync(gateway);
        await using var second = await RawClient.WaitForReadyAsync(other);
        gateway.Dispatch("TO_THE_FIRST", "{}");
        other.Dispatch("TO_THE_SECOND", "{}");

        await first.ExpectAsync("TO_THE_FIRST");
        await second.ExpectAsync("TO_THE_SECOND");
        Assert.NotEqual(gateway.Token, other.Token);
        Assert.NotEqual(gateway.World.ApplicationId, other.World.ApplicationId);
        Assert.Equal(gateway.Api, other.Api);
        Assert.Equal((1, 1), (gateway.Connections.Count, other.Connections.Count));
        Assert.Equal((1, 1), (gateway.Counters.Identifies, other.Counters.Identifies));
    }

    [Fact]
    public async Task Session_is_resumed_by_its_own_bot_only()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var other = gateway.AddBot();
        await using var first = await RawClient.WaitForReadyAsync(other);
        other.Connections[0].Drop();
        await using var stranger = await RawClient.ConnectAsync(gateway);
        await stranger.ExpectAsync(Opcode.Hello);
        await stranger.ResumeAsync(gateway.Token, first.SessionId!, first.Sequence);
        Assert.False((await stranger.ExpectAsync(Opcode.InvalidSession)).Data.GetBoolean());
        await using var again = await RawClient.ConnectAsync(other);
        await again.ExpectAsync(Opcode.Hello);
        await again.ResumeAsync(other.Token, first.SessionId!, first.Sequence);

        await again.ExpectAsync("RESUMED");
    }

    [Fact]
    public async Task Rest_calls_interactions_and_observations_are_those_of_the_bot()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var bot = await InteractionBot.StartAsync(gateway.AddBot());

        Assert.Equal("done", (await bot.Gateway.People["ada"].UseAsync("slow", cancellationToken: Cancel)).Content);
        Assert.Empty(gateway.Commands);
        Assert.Empty(gateway.Replies);
        Assert.Empty(gateway.Calls);
        Assert.NotEmpty(bot.Gateway.Calls);
    }

    [Fact]
    public async Task Bot_that_is_ended_is_closed_and_unknown_while_the_others_live_on()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        var other = gateway.AddBot();
        await using var ended = await RawClient.WaitForReadyAsync(other);
        var closed = ended.WaitForCloseAsync();
        await other.DisposeAsync();

        Assert.Equal(1001, await closed);
        using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bot {other.Token}" } } };
        using var refused = await http.GetAsync(new Uri($"{gateway.Api}/users/@me"), Cancel);
        Assert.Equal(401, (int)refused.StatusCode);
        gateway.People.Say(gateway.World.Guilds[0], "still here");
        await client.ExpectAsync("MESSAGE_CREATE");
    }

    [Fact]
    public async Task Client_of_a_bot_that_was_ended_is_closed_without_a_violation()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        var other = gateway.AddBot();
        await other.DisposeAsync();
        await using var late = await RawClient.ConnectAsync(gateway);
        await late.ExpectAsync(Opcode.Hello);
        await late.StartNewSessionAsync(other.Token);
        Assert.Equal(4004, await late.WaitForCloseAsync());
        await using var later = await RawClient.ConnectAsync(gateway);
        await later.ExpectAsync(Opcode.Hello);
        await later.ResumeAsync(other.Token, "x", 1);
        Assert.Equal(4004, await later.WaitForCloseAsync());

        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task Second_bot_with_the_same_token_is_refused()
    {
        await using var gateway = await SimulatedGateway.StartAsync();

        var refused = Assert.Throws<InvalidOperationException>(() => gateway.AddBot(new SimulatedGatewayOptions()));
        Assert.Contains("same token", refused.Message, StringComparison.Ordinal);
    }
}
