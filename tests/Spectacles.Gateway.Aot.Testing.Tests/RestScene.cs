using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>A gateway, a client that receives all of its events, and one that calls its REST API.</summary>
internal sealed class RestScene : IAsyncDisposable
{
    private RestScene(SimulatedGateway gateway, RawClient client, FakeTimeProvider time) =>
        (Gateway, Client, Time, Rest) = (gateway, client, time, new BotRest(gateway));

    public SimulatedGateway Gateway { get; }

    public RawClient Client { get; }

    public BotRest Rest { get; }

    public FakeTimeProvider Time { get; }

    public SimulatedGuild Guild => Gateway.World.Guilds[0];

    /// <summary>The path of the first guild.</summary>
    public string Path => $"/guilds/{Guild.Id}";

    public static async Task<RestScene> StartAsync(int guilds = 1)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { Guilds = guilds, PrivilegedIntents = GatewayIntents.Privileged, TimeProvider = time });
        return new RestScene(gateway, await RawClient.WaitForReadyAsync(gateway, GatewayIntents.All), time);
    }

    /// <summary>The data of the next event, which has this name.</summary>
    public async Task<JsonElement> ExpectAsync(string name) => (await Client.ExpectAsync(name)).Data;

    /// <summary>GUILD_CREATE of the first guild in a new session, after the time between two sessions.</summary>
    public async Task<JsonElement> ReadGuildAsync()
    {
        Time.Advance(TimeSpan.FromSeconds(5));
        await using var client = await RawClient.ConnectAsync(Gateway);
        await client.ExpectAsync(Opcode.Hello);
        await client.StartNewSessionAsync(Gateway.Token);
        await client.ExpectAsync("READY");
        return (await client.ExpectAsync("GUILD_CREATE")).Data;
    }

    /// <summary>Fails when an event came that the test has not read.</summary>
    public async Task ExpectNothingElseAsync()
    {
        Gateway.Dispatch("TEST_END", "{}");
        await Client.ExpectAsync("TEST_END");
    }

    public async ValueTask DisposeAsync()
    {
        Rest.Dispose();
        await Client.DisposeAsync();
        await Gateway.DisposeAsync();
    }
}
