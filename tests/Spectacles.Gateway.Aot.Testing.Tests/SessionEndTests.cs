using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>How a session of the simulated gateway ends.</summary>
public sealed class SessionEndTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task Session_expires_when_it_is_not_resumed_in_time()
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { TimeProvider = time, SessionLifetime = TimeSpan.FromSeconds(90) });
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        gateway.ConnectionOf(0).Drop();
        await gateway.WaitForCloseAsync();
        time.Advance(TimeSpan.FromSeconds(90));
        Assert.Single(gateway.Sessions);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(gateway.Sessions);
        Assert.Equal(0, gateway.Dispatch("SOME_EVENT", "{}"));
    }

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(1001, 0)]
    [InlineData(4000, 1)]
    [InlineData(4900, 1)]
    public async Task Client_close_ends_the_session_only_with_1000_or_1001(int code, int sessions)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        await client.CloseAsync(code);
        Assert.Equal(new ConnectionClosed(1, code, "", CloseOrigin.Client), await gateway.WaitForCloseAsync());
        Assert.Equal(sessions, gateway.Sessions.Count);
    }

    [Fact]
    public async Task Session_ends_when_its_client_missed_more_than_the_replay_limit()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { ReplayLimit = 10 });
        await using var first = await RawClient.WaitForReadyAsync(gateway);
        gateway.ConnectionOf(0).Drop();
        await gateway.WaitForCloseAsync();
        for (int number = 0; number < 11; number++)
        {
            gateway.Dispatch("SOME_EVENT", "{}");
        }

        await using var second = await RawClient.ConnectAsync(gateway);
        await second.ExpectAsync(Opcode.Hello);
        await second.ResumeAsync(gateway.Token, first.SessionId!, first.Sequence);
        await second.ExpectAsync(Opcode.InvalidSession);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Invalid_session_is_sent_after_pending_events(bool resumable, int sessions)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        gateway.Dispatch("SOME_EVENT", "{}");
        gateway.ConnectionOf(0).InvalidateSession(resumable);
        await client.ExpectAsync("SOME_EVENT");
        Assert.Equal(resumable, (await client.ExpectAsync(Opcode.InvalidSession)).Data.GetBoolean());
        Assert.Equal(sessions, gateway.Sessions.Count);
        await client.HeartbeatAsync();
        await client.ExpectAsync(Opcode.HeartbeatAck);
    }
}
