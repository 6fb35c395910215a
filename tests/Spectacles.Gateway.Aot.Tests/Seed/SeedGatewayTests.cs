using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests.Seed;

/// <summary>What the seed's <c>Gateway</c> did and what is done here instead, against the REST address of the simulated gateway.</summary>
public sealed class SeedGatewayTests : IAsyncDisposable
{
    private readonly LiveGateway live = new();
    private readonly FakeTimeProvider discordsTime = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task Gateway_properties_are_available_after_FetchAsync()
    {
        await live.MakeAsync(new SimulatedGatewayOptions { RecommendedShards = 7, MaxConcurrency = 16, TimeProvider = discordsTime });
        var gateway = new Gateway(live.Gateway.Token, new GatewayOptions { Api = live.Gateway.Api, TimeProvider = discordsTime });
        Assert.Throws<InvalidOperationException>(() => gateway.Url);
        Assert.Throws<InvalidOperationException>(() => gateway.ShardCount);
        Assert.Throws<InvalidOperationException>(() => gateway.SessionStartLimit);

        await gateway.FetchAsync(cancellationToken: Cancel);
        await gateway.FetchAsync(cancellationToken: Cancel);

        Assert.Equal(("127.0.0.1", live.Gateway.Url.Port, 7), (gateway.Url.Host, gateway.Url.Port, gateway.ShardCount));
        Assert.Equal(new SessionStartLimit(1000, 1000, discordsTime.GetUtcNow().AddHours(24), 16), gateway.SessionStartLimit);
        await live.Gateway.WaitForCallAsync(call => call.Path == "/gateway/bot", Cancel);
        Assert.Single(live.Gateway.Calls);
        await gateway.FetchAsync(force: true, Cancel);
        await live.Gateway.WaitForCallAsync(call => call.Path == "/gateway/bot", Cancel);
    }

    [Fact]
    public async Task Wrong_token_is_rejected_with_advice()
    {
        await live.MakeAsync();
        var gateway = new Gateway("one.two.three", new GatewayOptions { Api = live.Gateway.Api });

        var error = await Assert.ThrowsAsync<GatewayException>(() => gateway.FetchAsync(cancellationToken: Cancel));

        Assert.Contains("401: the token is wrong", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Busy_API_is_requested_again()
    {
        await live.MakeAsync();
        live.Gateway.Script.RefuseRestCalls(2, 502);
        var gateway = new Gateway(live.Gateway.Token, new GatewayOptions { Api = live.Gateway.Api, TimeProvider = new FastTime() });

        await gateway.FetchAsync(cancellationToken: Cancel);

        Assert.Equal(1, gateway.ShardCount);
    }
}
