using HostedHandlers;
using Microsoft.Extensions.DependencyInjection;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Hosting.Tests;

/// <summary>Bots in a host, from the start to the stop, with the handlers that are emitted and added by hand.</summary>
public sealed class HostedBotTests
{
    private static readonly SimulatedGatewayOptions WithContent = new() { PrivilegedIntents = GatewayIntents.MessageContent };

    [Fact]
    public async Task Emitted_methods_of_two_assemblies_add_their_handlers_and_services_are_injected()
    {
        await using var hosted = await HostedGateway.StartAsync(
            services =>
            {
                services.AddSingleton<LibraryLog>().AddSingleton<ScopedGreeter.Record>().AddScoped<ScopedGreeter.Work>();
                services.AddSpectaclesGateway().AddSpectaclesGatewayAotHostingTestsHandlers().AddLibraryHandlers();
            },
            options: WithContent);
        var log = hosted.Host.Services.GetRequiredService<LibraryLog>();
        var scopes = hosted.Host.Services.GetRequiredService<ScopedGreeter.Record>();
        await hosted.ReadyAsync();

        hosted.Gateway.People.Say(hosted.Gateway.World.Guilds[0], "hello");

        await HostedGateway.UntilAsync(() => log.Lines.Count == 2 && scopes.Disposed.Count == 2);
        Assert.Equal(["greeter: hello on shard 0 of 1", "library: hello"], log.Lines.Order());
        Assert.Equal(["nothing", "hello"], scopes.Disposed);
    }

    [Fact]
    public async Task Scoped_handler_has_an_instance_for_each_event_that_is_disposed_also_after_a_failure()
    {
        await using var hosted = await HostedGateway.StartAsync(
            services =>
            {
                services.AddSingleton<ScopedGreeter.Record>().AddScoped<ScopedGreeter.Work>();
                services.AddSpectaclesGateway().AddScopedHandler<ScopedGreeter>();
            },
            options: WithContent);
        var scopes = hosted.Host.Services.GetRequiredService<ScopedGreeter.Record>();
        var errors = new System.Collections.Concurrent.ConcurrentQueue<GatewayError>();
        hosted.Cluster.Error += errors.Enqueue;
        await hosted.ReadyAsync();

        foreach (string text in (string[])["one", "fail", "two"])
        {
            hosted.Gateway.People.Say(hosted.Gateway.World.Guilds[0], text);
        }

        await HostedGateway.UntilAsync(() => scopes.Disposed.Count == 4);
        Assert.Equal(["fail", "one", "two"], scopes.Done.Order());
        Assert.Equal(["fail", "nothing", "one", "two"], scopes.Disposed.Order());
        Assert.Equal(4, scopes.Created.Count);
        await HostedGateway.UntilAsync(() => !errors.IsEmpty);
        Assert.Contains("on purpose", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bots_with_names_have_their_own_cluster_configuration_and_handler_instances()
    {
        await using var other = await SimulatedGateway.StartAsync(
            WithContent with { Token = "second.gateway.token" }, TestContext.Current.CancellationToken);
        await using var hosted = await HostedGateway.StartAsync(
            services =>
            {
                services.AddSingleton<LibraryLog>();
                services.AddSpectaclesGateway().AddHandler(Greet);
                services.AddSpectaclesGateway("music").AddHandler(Greet);
                Greeter Greet(IServiceProvider provider) =>
                    new(provider.GetRequiredService<LibraryLog>(), provider.GetRequiredService<Cluster>());
            },
            new()
            {
                ["Discord:music:Token"] = other.Token,
                ["Discord:music:Api"] = other.Api.AbsoluteUri,
                ["Discord:music:ShardCount"] = "2",
            },
            WithContent);
        var log = hosted.Host.Services.GetRequiredService<LibraryLog>();
        var music = hosted.Host.Services.GetRequiredKeyedService<Cluster>("music");
        await hosted.ReadyAsync();
        await music.WaitForReadyAsync(HostedGateway.Patience, TestContext.Current.CancellationToken);

        hosted.Gateway.People.Say(hosted.Gateway.World.Guilds[0], "first");
        other.People.Say(other.World.Guilds[0], "second");

        await HostedGateway.UntilAsync(() => log.Lines.Count == 2);
        Assert.NotSame(hosted.Cluster, music);
        Assert.Equal(2, music.Shards.Count);
        Assert.NotSame(
            hosted.Host.Services.GetRequiredService<Greeter>(), hosted.Host.Services.GetRequiredKeyedService<Greeter>("music"));
    }

    [Fact]
    public async Task Stop_of_the_host_stops_the_bot_and_keeps_its_session_in_the_directory()
    {
        string directory = Directory.CreateTempSubdirectory("hosted-").FullName;
        Dictionary<string, string?> configuration = new() { ["Discord:SessionDirectory"] = directory };
        try
        {
            await using var hosted = await HostedGateway.StartAsync(services => services.AddSpectaclesGateway(), configuration);
            await hosted.ReadyAsync();

            await hosted.RestartAsync(services => services.AddSpectaclesGateway(), configuration);
            await hosted.ReadyAsync();

            Assert.Equal((1, 1), (hosted.Gateway.Counters.Identifies, hosted.Gateway.Counters.Resumes));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task Guild_directory_is_a_service_that_is_called_first_and_saved_with_the_sessions()
    {
        string directory = Directory.CreateTempSubdirectory("hosted-").FullName;
        Dictionary<string, string?> configuration = new() { ["Discord:SessionDirectory"] = directory };
        try
        {
            await using var hosted = await HostedGateway.StartAsync(Add, configuration, new() { Guilds = 3 });
            var before = hosted.Host.Services.GetRequiredService<GuildDirectory>();
            await HostedGateway.UntilAsync(() => before.Count(guild => guild.IsAvailable) == 3);

            await hosted.RestartAsync(Add, configuration);
            await hosted.ReadyAsync();

            var after = hosted.Host.Services.GetRequiredService<GuildDirectory>();
            Assert.NotSame(before, after);
            Assert.Equal(before.Select(guild => guild.Name).Order(), after.Select(guild => guild.Name).Order());
            Assert.Equal((1, 1), (hosted.Gateway.Counters.Identifies, hosted.Gateway.Counters.Resumes));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }

        static void Add(IServiceCollection services) => services.AddSpectaclesGateway().AddGuildDirectory();
    }

    [Fact]
    public async Task Shards_of_one_process_are_chosen_by_the_configuration()
    {
        await using var hosted = await HostedGateway.StartAsync(
            services => services.AddSpectaclesGateway(), new() { ["Discord:ShardCount"] = "8", ["Discord:ShardIds"] = "1-2, 5" },
            new() { MaxConcurrency = 16 });
        await hosted.ReadyAsync();

        Assert.Equal([1, 2, 5], hosted.Cluster.Shards.Keys.Order());
    }

    [Fact]
    public async Task Host_ends_when_the_program_stops_its_only_bot()
    {
        await using var hosted = await HostedGateway.StartAsync(services => services.AddSpectaclesGateway());
        await hosted.ReadyAsync();

        await hosted.Cluster.StopAsync(TestContext.Current.CancellationToken);

        await hosted.EndedAsync();
        Assert.Contains(hosted.Log.Lines, line => line.Id.Name == "BotStopped");
    }

    [Fact]
    public void Handler_and_bot_that_are_added_twice_are_refused()
    {
        var services = new ServiceCollection();
        var bot = services.AddSpectaclesGateway().AddHandler<Greeter>();

        var handler = Assert.Throws<InvalidOperationException>(() => bot.AddHandler<Greeter>());
        var again = Assert.Throws<InvalidOperationException>(() => services.AddSpectaclesGateway());
        var name = Assert.Throws<ArgumentException>(() => services.AddSpectaclesGateway("tokenfile"));

        Assert.Contains("Greeter is added twice", handler.Message, StringComparison.Ordinal);
        Assert.Contains("The bot is added twice", again.Message, StringComparison.Ordinal);
        Assert.Contains("key of its configuration section", name.Message, StringComparison.Ordinal);
    }
}
