using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>The simulated Discord, and a client of its REST API.</summary>
internal sealed class RestScene : IAsyncDisposable
{
    // Longer ones are deadlines.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private RestScene(SimulatedGateway gateway, FakeTimeProvider time, BotRestOptions options)
    {
        Gateway = gateway;
        Time = time;
        Rest = new BotRest(gateway.Token, options with { Api = gateway.Api });
    }

    public SimulatedGateway Gateway { get; }

    public FakeTimeProvider Time { get; }

    public BotRest Rest { get; }

    /// <summary>A text channel of the first guild.</summary>
    public Snowflake Channel => Gateway.World.Guilds[0].TextChannels[0].Id;

    /// <summary>Starts both. The clock of the server stands still; pauses of the client are a thousandth as long.</summary>
    public static async Task<RestScene> StartAsync(BotRestOptions? options = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Guilds = 1, TimeProvider = time });
        return new RestScene(gateway, time, options ?? new BotRestOptions { TimeProvider = new FastTime(LongestPause) });
    }

    /// <summary>A request for a path below the API.</summary>
    public RestRequest Request(HttpMethod method, string template, string path, RestTraits traits = RestTraits.None) =>
        new(new RestRoute(method, template, traits), $"{Gateway.Api.AbsoluteUri.TrimEnd('/')}/{path}");

    public async ValueTask DisposeAsync()
    {
        Rest.Dispose();
        await Gateway.DisposeAsync();
    }
}
