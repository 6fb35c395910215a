using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Hosting.Tests;

/// <summary>What a host does with errors that a bot can't recover from. The exit code is one value for the whole process.</summary>
[Collection(nameof(FatalExitTests))]
[CollectionDefinition(nameof(FatalExitTests), DisableParallelization = true)]
public sealed class FatalExitTests : IDisposable
{
    public FatalExitTests() => Environment.ExitCode = 0;

    public void Dispose() => Environment.ExitCode = 0;

    [Theory]
    [InlineData("Discord:Token", "wrong.bot.token", "401")]
    [InlineData("Discord:Token", "malformed", "The token is malformed")]
    [InlineData("Discord:Tokn", "x", "Did you mean Discord:Token?")]
    [InlineData("Discord:Intents", "GuildMembers", "4014")]
    public async Task Wrong_configuration_is_logged_once_and_ends_the_host_with_78(string key, string value, string message)
    {
        await using var hosted = await HostedGateway.StartAsync(services => services.AddSpectaclesGateway(), new() { [key] = value });

        await hosted.EndedAsync();
        await hosted.StopAsync();

        Assert.Equal(78, Environment.ExitCode);
        var critical = Assert.Single(hosted.Log.Lines, line => line.Level == LogLevel.Critical);
        Assert.Contains(message, critical.Text, StringComparison.Ordinal);
        Assert.Contains(hosted.Log.Lines, line => line.Text.Contains("exit code 78", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unreadable_token_file_ends_the_host_with_78()
    {
        await using var hosted = await HostedGateway.StartAsync(
            services => services.AddSpectaclesGateway(), new() { ["Discord:TokenFile"] = "/does/not/exist" });

        await hosted.EndedAsync();

        Assert.Equal(78, Environment.ExitCode);
        Assert.Contains(
            "/does/not/exist", Assert.Single(hosted.Log.Lines, line => line.Level == LogLevel.Critical).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shard_that_is_closed_with_4010_ends_the_host_with_78_and_the_others_keep_their_sessions()
    {
        string directory = Directory.CreateTempSubdirectory("hosted-").FullName;
        await using var hosted = await HostedGateway.StartAsync(
            services => services.AddSpectaclesGateway(),
            new() { ["Discord:ShardCount"] = "2", ["Discord:SessionDirectory"] = directory },
            new() { MaxConcurrency = 2 });
        await hosted.ReadyAsync();

        hosted.Gateway.ConnectionOf(1).Close(4010);
        await hosted.EndedAsync();

        Assert.Equal(78, Environment.ExitCode);
        await hosted.StopAsync();
        Assert.Contains("\"shard_id\":0", File.ReadAllText(Directory.GetFiles(directory, "*.json").Single()), StringComparison.Ordinal);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Any_other_error_ends_the_host_with_1()
    {
        await using var hosted = await HostedGateway.StartAsync(
            services => services.AddSpectaclesGateway().AddHandler<ScopedGreeter>());

        await hosted.EndedAsync();

        Assert.Equal(1, Environment.ExitCode);
        var critical = Assert.Single(hosted.Log.Lines, line => line.Level == LogLevel.Critical);
        Assert.Contains("ScopedGreeter", critical.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_of_a_working_bot_leaves_the_exit_code_at_0()
    {
        await using var hosted = await HostedGateway.StartAsync(
            services => services.AddSpectaclesGateway().AddHandler(_ => SlowHandler.Until(Task.CompletedTask)));
        await hosted.ReadyAsync();

        await hosted.StopAsync();

        Assert.Equal(0, Environment.ExitCode);
        Assert.DoesNotContain(hosted.Log.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Supervisor_that_does_not_restart_after_78_uses_one_session_start_of_twenty_attempts()
    {
        await using var gateway = await SimulatedGateway.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        Dictionary<string, string?> configuration = new()
        {
            ["Discord:Intents"] = "GuildMembers",
            ["Discord:Api"] = gateway.Api.AbsoluteUri,
            ["Discord:Token"] = gateway.Token,
        };

        for (int attempt = 0; attempt < 20 && Environment.ExitCode != 78; attempt++)
        {
            await using var hosted = await HostedGateway.StartAsync(services => services.AddSpectaclesGateway(), configuration);
            await hosted.EndedAsync();
            await hosted.StopAsync();
        }

        Assert.Equal(1, gateway.Received.Count(payload => payload.Opcode == Opcode.Identify));
    }

    [Fact]
    public async Task Host_that_stays_runs_on_and_starts_the_bot_when_its_token_file_changes()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "simulated.wrong.token", TestContext.Current.CancellationToken);
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var hosted = await HostedGateway.StartAsync(
            services =>
            {
                services.AddSingleton<TimeProvider>(time).AddSpectaclesGateway();
                services.AddHealthChecks().AddSpectaclesGateway();
            },
            new() { ["Discord:TokenFile"] = file, ["Discord:FatalExit"] = "StayNotReady" });
        await HostedGateway.UntilAsync(() => hosted.Log.Lines.Any(line => line.Id.Name == "Misconfigured"));

        await File.WriteAllTextAsync(file, hosted.Gateway.Token + "\n", TestContext.Current.CancellationToken);
        await HostedGateway.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return hosted.Cluster.GetStatus().IsReady;
        });

        var health = hosted.Host.Services.GetRequiredService<HealthCheckService>();
        await HostedGateway.UntilAsync(async () =>
            (await health.CheckHealthAsync(TestContext.Current.CancellationToken)).Status == HealthStatus.Healthy);
        Assert.Equal(0, Environment.ExitCode);
        Assert.Contains(
            "contains another token",
            Assert.Single(hosted.Log.Lines, line => line.Level == LogLevel.Critical).Text,
            StringComparison.Ordinal);
        File.Delete(file);
    }
}
