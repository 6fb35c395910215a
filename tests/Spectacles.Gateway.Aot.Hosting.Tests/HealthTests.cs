using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Hosting.Tests;

/// <summary>The health checks of a bot, as a probe sees them.</summary>
[Collection(nameof(FatalExitTests))]
public sealed class HealthTests
{
    [Fact]
    public async Task Bot_is_not_ready_before_its_shards_are_and_healthy_afterwards()
    {
        await using var hosted = await StartAsync(script: gateway => gateway.Script.HelloDelay = TimeSpan.FromHours(1));
        await HostedGateway.UntilAsync(() => hosted.Gateway.Connections.Count == 1);
        var before = await CheckAsync(hosted);

        hosted.Gateway.Script.HelloDelay = TimeSpan.Zero;
        hosted.Gateway.Connections[0].Drop();
        await hosted.ReadyAsync();
        await HostedGateway.UntilAsync(() => CheckAsync(hosted).Result.Ready.Status == HealthStatus.Healthy);

        Assert.Equal((HealthStatus.Unhealthy, HealthStatus.Healthy), (before.Ready.Status, before.Live.Status));
        Assert.Equal("0 of 1 shards are READY.", before.Ready.Description);
    }

    [Fact]
    public async Task Bot_with_a_wrong_token_that_stays_is_live_but_not_ready()
    {
        await using var hosted = await StartAsync(
            new() { ["Discord:Token"] = "wrong.bot.token", ["Discord:FatalExit"] = "StayNotReady" });
        await HostedGateway.UntilAsync(() => hosted.Log.Lines.Any(line => line.Id.Name == "Misconfigured"));

        var (ready, live) = await CheckAsync(hosted);

        Assert.Equal((HealthStatus.Unhealthy, HealthStatus.Healthy), (ready.Status, live.Status));
        Assert.Contains("401", ready.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shard_that_is_down_for_long_and_too_few_session_starts_degrade_the_bot()
    {
        await using var hosted = await StartAsync(
            new()
            {
                ["Discord:DegradedAfter"] = "00:00:00",
                ["Discord:ShardCount"] = "2",
            }, new() { MaxConcurrency = 2, SessionStartLimit = 3 });
        await hosted.ReadyAsync();
        await hosted.Cluster.Shards[1].DisconnectAsync(cancellationToken: TestContext.Current.CancellationToken);
        await HostedGateway.UntilAsync(() => CheckAsync(hosted).Result.Ready.Status == HealthStatus.Degraded);

        var (ready, live) = await CheckAsync(hosted);

        Assert.Equal(HealthStatus.Healthy, live.Status);
        Assert.StartsWith("1 of 2 shards are READY. Shard 1 is Disconnected, for ", ready.Description, StringComparison.Ordinal);
        Assert.Contains("1 session starts remain for 2 shards", ready.Description, StringComparison.Ordinal);
        Assert.Equal(2, ready.Data["shards"]);
    }

    [Fact]
    public async Task Shard_whose_handlers_are_at_the_limit_degrades_the_bot()
    {
        var release = new TaskCompletionSource();
        await using var hosted = await StartAsync(
            new() { ["Discord:MaxInFlight"] = "1" }, add: bot => bot.AddHandler(_ => SlowHandler.Until(release.Task)));
        await hosted.ReadyAsync();
        hosted.Gateway.Dispatch("RESUMED_SLOWLY", "{}");
        await HostedGateway.UntilAsync(() => CheckAsync(hosted).Result.Ready.Status == HealthStatus.Degraded);

        Assert.Contains("1 unfinished calls, which is the limit", (await CheckAsync(hosted)).Ready.Description, StringComparison.Ordinal);
        release.SetResult();
        await HostedGateway.UntilAsync(() => CheckAsync(hosted).Result.Ready.Status == HealthStatus.Healthy);
    }

    [Fact]
    public async Task Check_of_a_bot_that_does_not_exist_is_an_error_that_says_so()
    {
        await using var hosted = await HostedGateway.StartAsync(
            services => services.AddSpectaclesGateway().Services.AddHealthChecks().AddSpectaclesGateway("music"));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => hosted.Host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken));

        Assert.Contains("no bot with the name music", error.Message, StringComparison.Ordinal);
    }

    private static async Task<HostedGateway> StartAsync(
        Dictionary<string, string?>? configuration = null,
        SimulatedGatewayOptions? options = null,
        Action<SimulatedGateway>? script = null,
        Action<GatewayBotBuilder>? add = null)
    {
        var hosted = await HostedGateway.StartAsync(
            services =>
            {
                var bot = services.AddSpectaclesGateway();
                add?.Invoke(bot);
                services.AddHealthChecks().AddSpectaclesGateway();
            },
            configuration,
            options,
            script);
        return hosted;
    }

    private static async Task<(HealthReportEntry Ready, HealthReportEntry Live)> CheckAsync(HostedGateway hosted)
    {
        var report = await hosted.Host.Services.GetRequiredService<HealthCheckService>()
            .CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Contains("ready", report.Entries["discord-ready"].Tags);
        Assert.Contains("live", report.Entries["discord-live"].Tags);
        return (report.Entries["discord-ready"], report.Entries["discord-live"]);
    }
}
