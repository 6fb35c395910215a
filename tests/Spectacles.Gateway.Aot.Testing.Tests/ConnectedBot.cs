using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>A bot that is connected to a simulated gateway and calls its REST API.</summary>
internal sealed class ConnectedBot : IAsyncDisposable
{
    private ConnectedBot(SimulatedGateway gateway, RawClient events, FakeTimeProvider time) =>
        (Gateway, Events, Time, Rest) = (gateway, events, time, new BotRest(gateway));

    public FakeTimeProvider Time { get; }

    public SimulatedGateway Gateway { get; }

    public RawClient Events { get; }

    public BotRest Rest { get; }

    public SimulatedPeople People => Gateway.People;

    public SimulatedGuild Guild => Gateway.World.Guilds[0];

    /// <summary>The path of the first text channel.</summary>
    public string Channel => $"/channels/{Guild.TextChannels[0].Id}";

    /// <summary>The path of its messages.</summary>
    public string Messages => $"{Channel}/messages";

    public static async Task<ConnectedBot> StartAsync(GatewayIntents intents = GatewayIntents.All)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var gateway = await SimulatedGateway.StartAsync(
            new()
            {
                TimeProvider = time,
                PrivilegedIntents = GatewayIntents.Privileged,

                // Tests advance the clock by days, and the client sends no heartbeats.
                HeartbeatInterval = TimeSpan.FromDays(20),
            },
            TestContext.Current.CancellationToken);
        return new ConnectedBot(gateway, await RawClient.WaitForReadyAsync(gateway, intents), time);
    }

    /// <summary>Sends a message and reads its event.</summary>
    /// <returns>The message's id.</returns>
    public async Task<string> SendAsync(string json)
    {
        var sent = await Rest.SendAsync("POST", Messages, json);
        await Events.ExpectAsync("MESSAGE_CREATE");
        return sent.Text("id")!;
    }

    public async ValueTask DisposeAsync()
    {
        Rest.Dispose();
        await Events.DisposeAsync();
        await Gateway.DisposeAsync();
    }
}
