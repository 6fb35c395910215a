using HostedHandlers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Spectacles.Gateway.Fleet;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Hosting.Tests;

/// <summary>The worker of a fleet in a host: handlers with services, options, the stop, exit codes and health checks.</summary>
[Collection(nameof(FatalExitTests))]
public sealed class HostedWorkerTests : IDisposable
{
    private static readonly FleetPlan Plan = new() { Name = "bot", ShardCount = 1, GroupSize = 1, Partitions = 1 };

    private readonly MemoryBroker broker = new(Plan);
    private readonly HostLines lines = new();

    public HostedWorkerTests() => Environment.ExitCode = 0;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Environment.ExitCode = 0;

    [Fact]
    public async Task Handlers_of_both_kinds_get_the_events_of_the_fleet_with_their_services()
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { PrivilegedIntents = GatewayIntents.MessageContent }, Cancel);
        using var host = Build(services =>
        {
            services.AddSingleton<LibraryLog>().AddSingleton<ScopedGreeter.Record>().AddScoped<ScopedGreeter.Work>();
            services.AddFleetWorker(ConnectAsync).AddLibraryHandlers().AddScopedHandler<ScopedGreeter>();
        });
        await host.StartAsync(Cancel);
        await HostedGateway.UntilAsync(() => Has("WorkerJoined"));
        await using var node = new FleetNode(broker.Connect(), gateway.Token, new FleetNodeOptions
        {
            Name = "one",
            Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.MessageContent,
            Cluster = new ClusterOptions { Api = gateway.Api },
        });
        node.Cluster.Error += static _ => { };
        await node.StartAsync(Cancel);
        await HostedGateway.UntilAsync(() => gateway.Sessions.Any(session => session.Connected));

        gateway.People.Say(gateway.World.Guilds[0], "hello");

        var log = host.Services.GetRequiredService<LibraryLog>();
        await HostedGateway.UntilAsync(
            () => !log.Lines.IsEmpty && host.Services.GetRequiredService<ScopedGreeter.Record>().Disposed.Contains("hello"));
        Assert.Equal(["library: hello"], log.Lines);
        await host.StopAsync(Cancel);
        Assert.True(Has("WorkerStopped"));
    }

    [Fact]
    public async Task Options_come_from_the_section_Fleet_and_from_code()
    {
        using var host = Build(
            services => services.AddFleetWorker(ConnectAsync, options => options.MaxAttempts = 7),
            new() { ["Fleet:Group"] = "mail", ["Fleet:MaxInFlight"] = "3", ["Fleet:StopTimeout"] = "00:00:40", ["Fleet:Events:0"] = "X" });

        await host.StartAsync(Cancel);
        await HostedGateway.UntilAsync(() => Has("WorkerJoined"));

        var options = host.Services.GetRequiredService<IOptions<FleetWorkerHostOptions>>().Value;
        Assert.Equal(("mail", 3, 7), (options.Group, options.MaxInFlight, options.MaxAttempts));
        Assert.Contains(lines.Lines, line => line.Text.Contains("A worker of the group mail has joined", StringComparison.Ordinal)
            && line.Text.EndsWith("It handles X.", StringComparison.Ordinal));
        Assert.Equal(TimeSpan.FromSeconds(65), host.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
        await host.StopAsync(Cancel);
    }

    [Theory]
    [InlineData("Fleet:Grup", "x", "Fleet:Grup is not an option of a worker. Did you mean Fleet:Group?")]
    [InlineData("Fleet:Group", "My Group", "Fleet:Group: ")]
    [InlineData("Fleet:MaxAttempts", "0", "Fleet:MaxAttempts: ")]
    [InlineData("Fleet:MaxAttempts", "many", "Fleet:MaxAttempts")]
    public async Task Option_that_is_not_right_ends_the_host_with_78(string key, string value, string error)
    {
        using var host = Build(services => services.AddFleetWorker(ConnectAsync), new() { [key] = value });

        await AssertEndsAsync(host, 78, error);
    }

    [Theory]
    [InlineData(true, 78)]
    [InlineData(false, 1)]
    public async Task Broker_that_refuses_the_worker_ends_the_host_with_its_sentence(bool isConfigurationError, int code)
    {
        using var host = Build(services => services.AddFleetWorker(
            (_, _) => throw new FleetException("The broker says no.") { IsConfigurationError = isConfigurationError }));

        await AssertEndsAsync(host, code, "The broker says no.");
    }

    [Fact]
    public async Task Health_checks_say_whether_the_worker_reads()
    {
        var engine = broker.Connect();
        using var host = Build(services =>
        {
            services.AddFleetWorker((_, _) => Task.FromResult<IFleetEngine>(engine));
            services.AddHealthChecks().AddFleetWorker();
        });
        var before = await CheckAsync(host);
        await host.StartAsync(Cancel);
        await HostedGateway.UntilAsync(() => Has("WorkerJoined"));
        await HostedGateway.UntilAsync(async () => (await CheckAsync(host)).Entries["fleet-ready"].Status == HealthStatus.Healthy);

        engine.Disconnect();
        var away = await CheckAsync(host);
        engine.Reconnect();
        var back = await CheckAsync(host);
        await host.StopAsync(Cancel);

        Assert.Equal("The worker has not started.", before.Entries["fleet-ready"].Description);
        Assert.Equal(
            (HealthStatus.Unhealthy, "The worker has no connection to a broker in memory."),
            (away.Entries["fleet-ready"].Status, away.Entries["fleet-ready"].Description));
        Assert.Equal(HealthStatus.Healthy, away.Entries["fleet-live"].Status);
        Assert.Equal(HealthStatus.Healthy, back.Status);
    }

    private static Task<HealthReport> CheckAsync(IHost host) =>
        host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel);

    private Task<IFleetEngine> ConnectAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        Task.FromResult<IFleetEngine>(broker.Connect());

    private bool Has(string name) => lines.Lines.Any(line => line.Id.Name == name);

    private async Task AssertEndsAsync(IHost host, int code, string error)
    {
        var ended = new TaskCompletionSource();
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(ended.SetResult);
        await host.StartAsync(Cancel);
        await ended.Task.WaitAsync(HostedGateway.Patience, Cancel);

        Assert.Equal(code, Environment.ExitCode);
        string line = Assert.Single(lines.Lines, one => one.Level == LogLevel.Critical).Text;
        Assert.Contains(error, line, StringComparison.Ordinal);
        Assert.EndsWith($"The process ends with exit code {code}.", line, StringComparison.Ordinal);
        await host.StopAsync(Cancel);
    }

    private IHost Build(Action<IServiceCollection> add, Dictionary<string, string?>? configuration = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(configuration ?? []);
        builder.Logging.AddProvider(lines);
        add(builder.Services);
        return builder.Build();
    }
}
