using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Spectacles.Gateway.Hosting.Tests;

/// <summary>The options of a bot: where their values come from, and what is said about wrong ones.</summary>
public sealed class BotOptionsTests
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["Token"] = "a.b.c",
        ["TokenFile"] = "/run/token",
        ["ShardCount"] = "8",
        ["ShardIds"] = "0-3",
        ["MaxShards"] = "99",
        ["Intents"] = "Guilds, GuildMessages",
        ["Status"] = "Idle",
        ["StatusText"] = "resting",
        ["SessionDirectory"] = "/var/lib/bot",
        ["Restore"] = "Identify",
        ["MaxInFlight"] = "3",
        ["HandlerTimeout"] = "00:00:11",
        ["StopTimeout"] = "00:00:12",
        ["ResumeTimeout"] = "00:00:13",
        ["MaxMessageBytes"] = "4096",
        ["MaxReaderThreads"] = "5",
        ["Api"] = "http://localhost:1/api/v10",
        ["Url"] = "ws://localhost:2",
        ["ApiVersion"] = "11",
        ["MetricsPerShard"] = "True",
        ["FatalExit"] = "StayNotReady",
        ["DegradedAfter"] = "00:00:14",
    };

    public static TheoryData<string> Names => [.. typeof(GatewayBotOptions).GetProperties().Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_option_is_bound_from_its_key(string name)
    {
        var property = typeof(GatewayBotOptions).GetProperty(name)!;
        Dictionary<string, string?> values = new() { [$"Discord:{name}"] = Values[name] };
        if (name == "ShardIds")
        {
            values["Discord:ShardCount"] = "8";
        }

        if (name != "TokenFile")
        {
            values["Discord:Token"] = "a.b.c";
        }

        object? bound = property.GetValue(OptionsOf(values));

        Assert.NotEqual(property.GetValue(new GatewayBotOptions()), bound);
        Assert.Equal(Values[name].TrimEnd('/'), Text(bound).TrimEnd('/'));
        Assert.Contains(name, BotConfiguration.Keys);
    }

    [Fact]
    public async Task Every_option_is_set_on_the_cluster()
    {
        var values = Values.ToDictionary(pair => $"Discord:{pair.Key}", string? (pair) => pair.Value);
        values.Remove("Discord:TokenFile");
        ClusterOptions? used = null;
        await using var provider = Provider(
            values, services => services.AddSpectaclesGateway().ConfigureCluster((_, options) => used = options));

        var cluster = provider.GetRequiredService<Cluster>();

        Assert.Equal(GatewayIntents.Guilds | GatewayIntents.GuildMessages, cluster.Intents);
        Assert.Equal("http://localhost:1/api/v10", used!.Api!.AbsoluteUri);
        Assert.Equal("ws://localhost:2/", used.Url!.AbsoluteUri);
        Assert.Equal((8, 99, 11, 3, 4096), (used.ShardCount, used.MaxShards, used.ApiVersion, used.MaxInFlight, used.MaxMessageBytes));
        Assert.Equal(5, used.MaxReaderThreads);
        Assert.Equal((11, 12, 13), (used.HandlerTimeout.Seconds, used.StopTimeout.Seconds, used.ResumeTimeout.Seconds));
        Assert.Equal((BotStatus.Idle, "resting"), (used.Presence!.Status, used.Presence.Activity!.Name));
        Assert.StartsWith("/var/lib/bot/", Assert.IsType<FileSessionStore>(used.SessionStore).Path, StringComparison.Ordinal);
        Assert.Equal(SessionRestore.Identify, used.Restore);
        Assert.Equal((true, false), (used.MetricsPerShard, used.HandleSignals));
    }

    [Theory]
    [InlineData("Discord:ShardCuont", "2", "Discord:ShardCuont is not an option of a bot. Did you mean Discord:ShardCount?")]
    [InlineData("Discord:Colour", "red", "Discord:Colour is not an option of a bot.")]
    [InlineData("Discord:ShardCount", "many", "'Discord:ShardCount'")]
    [InlineData("Discord:Intents", "Guild", "'Discord:Intents'")]
    [InlineData("Discord:MaxInFlight", "0", "Discord:MaxInFlight: ")]
    [InlineData("Discord:StopTimeout", "-00:00:01", "Discord:StopTimeout: ")]
    [InlineData("Discord:HandlerTimeout", "00:00:00", "Discord:HandlerTimeout: ")]
    [InlineData("Discord:ResumeTimeout", "01:00:00", "Discord:ResumeTimeout: ")]
    [InlineData("Discord:ShardCount", "0", "Discord:ShardCount: ")]
    [InlineData("Discord:MaxMessageBytes", "1", "Discord:MaxMessageBytes: ")]
    [InlineData("Discord:Api", "ftp://x", "Discord:Api: ")]
    [InlineData("Discord:Token", "wrong", "Discord:Token: The token is malformed")]
    [InlineData("Discord:TokenFile", "/run/token", "Discord:Token and Discord:TokenFile are both set.")]
    [InlineData("Discord:ShardIds", "0-1", "Discord:ShardIds is set without Discord:ShardCount")]
    [InlineData("Discord:DegradedAfter", "-00:00:01", "Discord:DegradedAfter is negative")]
    [InlineData("Discord:FatalExit", "7", "Discord:FatalExit is not a value")]
    public void Wrong_value_is_an_error_that_names_its_key(string key, string value, string message)
    {
        using var provider = Provider(
            new() { ["Discord:Token"] = "a.b.c", [key] = value }, services => services.AddSpectaclesGateway());

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<Cluster>());

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7-3")]
    [InlineData("8")]
    [InlineData("1,,2")]
    [InlineData("-1")]
    [InlineData("")]
    public void List_of_shards_that_is_not_valid_is_refused(string ids)
    {
        using var provider = Provider(
            new() { ["Discord:Token"] = "a.b.c", ["Discord:ShardCount"] = "8", ["Discord:ShardIds"] = ids },
            services => services.AddSpectaclesGateway());

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<Cluster>());

        Assert.Contains("Discord:ShardIds is not a list of shards below 8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_token_is_an_error_that_names_every_place_for_it()
    {
        var error = Assert.Throws<OptionsValidationException>(() => OptionsOf([]));

        Assert.Contains(
            "Discord:Token, Discord:TokenFile, or the environment variable DISCORD_TOKEN", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Token_comes_from_the_environment_only_if_nothing_else_sets_it()
    {
        Assert.Equal("e.f.g", OptionsOf(new() { ["DISCORD_TOKEN"] = "e.f.g", ["Discord:Token"] = "" }).Token);
        Assert.Equal("/t", OptionsOf(new() { ["DISCORD_TOKEN"] = "e.f.g", ["DISCORD_TOKEN_FILE"] = "/t" }).TokenFile);
        Assert.Equal("a.b.c", OptionsOf(new() { ["DISCORD_TOKEN"] = "e.f.g", ["Discord:Token"] = "a.b.c" }).Token);
        Assert.Equal("x.y.z", OptionsOf(new() { ["DISCORD_TOKEN"] = "e.f.g" }, options => options.Token = "x.y.z").Token);
    }

    [Fact]
    public void Shutdown_of_the_host_takes_at_least_as_long_as_that_of_the_bot()
    {
        using var provider = Provider(
            new() { ["Discord:Token"] = "a.b.c", ["Discord:StopTimeout"] = "00:01:00" }, services => services.AddSpectaclesGateway());

        Assert.Equal(62, provider.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout.TotalSeconds);
    }

    private static string Text(object? value) => value switch
    {
        Uri uri => uri.AbsoluteUri,
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? string.Empty,
    };

    private static GatewayBotOptions OptionsOf(Dictionary<string, string?> values, Action<GatewayBotOptions>? configure = null)
    {
        using var provider = Provider(values, services => services.AddSpectaclesGateway(configure));
        return provider.GetRequiredService<IOptions<GatewayBotOptions>>().Value;
    }

    private static ServiceProvider Provider(Dictionary<string, string?> values, Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        add(services);
        return services.BuildServiceProvider();
    }
}
