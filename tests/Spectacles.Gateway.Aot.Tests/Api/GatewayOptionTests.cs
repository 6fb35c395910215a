using System.Net;
using System.Reflection;

namespace Spectacles.Gateway.Tests;

/// <summary>Options that are set a second time with another value are refused, never ignored.</summary>
public sealed class GatewayOptionTests
{
    private static readonly Uri Elsewhere = new("http://127.0.0.1:1/api/v10");

    /// <summary>A value for each option that differs from its default. Two calls return different values.</summary>
    private static readonly Dictionary<string, Func<GatewayOptions>> Others = new()
    {
        [nameof(GatewayOptions.Api)] = () => new GatewayOptions { Api = Elsewhere },
        [nameof(GatewayOptions.ShardCount)] = () => new GatewayOptions { ShardCount = 7 },
        [nameof(GatewayOptions.MaxShards)] = () => new GatewayOptions { MaxShards = 7 },
        [nameof(GatewayOptions.ResumeHosts)] = () => new GatewayOptions { ResumeHosts = ["resume.example"] },
        [nameof(GatewayOptions.Url)] = () => new GatewayOptions { Url = new Uri("wss://gateway.example") },
        [nameof(GatewayOptions.ApiVersion)] = () => new GatewayOptions { ApiVersion = 9 },
        [nameof(GatewayOptions.Query)] = () => new GatewayOptions { Query = new Dictionary<string, string> { ["a"] = "b" } },
        [nameof(GatewayOptions.Http)] = () => new GatewayOptions { Http = new HttpMessageInvoker(new SocketsHttpHandler()) },
        [nameof(GatewayOptions.Proxy)] = () => new GatewayOptions { Proxy = new WebProxy("http://127.0.0.1:1") },
        [nameof(GatewayOptions.IdentifyQueue)] = () => new GatewayOptions { IdentifyQueue = new IdentifyQueue(TimeProvider.System) },
        [nameof(GatewayOptions.TimeProvider)] = () => new GatewayOptions { TimeProvider = new FastTime() },
    };

    public static TheoryData<string> Names =>
        [.. typeof(GatewayOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(option => option.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Option_that_differs_from_the_gateway_is_refused_by_name(string option)
    {
        // The API address is part of the key of the registry, and a number of shards can be set later.
        var first = new GatewayOptions { ShardCount = 3 };
        string token = $"options.{option}.differ";
        var gateway = Gateway.From(token, first);
        if (option is nameof(GatewayOptions.Api))
        {
            Assert.NotSame(gateway, Gateway.From(token, Others[option]()));
        }
        else
        {
            var error = Assert.Throws<InvalidOperationException>(() => Gateway.From(token, Others[option]()));
            Assert.Contains(
                option is nameof(GatewayOptions.ShardCount) ? "7 were requested" : option, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Same_option_or_none_is_accepted(string option)
    {
        var options = Others[option]();
        string token = $"options.{option}.same";
        var gateway = Gateway.From(token, options);

        Assert.Same(gateway, Gateway.From(token, options));
        Assert.Same(gateway, Gateway.From(token, new GatewayOptions { Api = options.Api }));
    }

    [Fact]
    public void Equal_texts_hosts_and_parameters_are_the_same()
    {
        const string Token = "options.with.equal";
        var gateway = Gateway.From(Token, Make());

        Assert.Same(gateway, Gateway.From(Token, Make()));

        static GatewayOptions Make() => new()
        {
            Api = new Uri("http://127.0.0.1:1/api/v10/"),
            Query = new Dictionary<string, string> { ["a"] = "b", ["c"] = "d" },
            ResumeHosts = ["one.example", "two.example"],
            ApiVersion = 10,
            MaxShards = 20_000,
        };
    }

    [Fact]
    public void Options_of_a_cluster_are_not_options_of_a_gateway()
    {
        var error = Assert.Throws<ArgumentException>(() => new Gateway("options.of.cluster", new ClusterOptions()));

        Assert.Contains("Pass the ClusterOptions to the Cluster.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Gateway.From("options.of.cluster", new ClusterOptions()));
    }

    [Fact]
    public async Task Total_of_the_first_cluster_holds_for_the_second_and_a_failed_spawn_sets_none()
    {
        await using var live = new LiveGateway();
        var first = await live.MakeAsync(new Testing.SimulatedGatewayOptions { RecommendedShards = 2, MaxConcurrency = 2 });
        await using var second = new Cluster(first.Gateway);
        var cancel = TestContext.Current.CancellationToken;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.SpawnAsync(3, new CancellationToken(canceled: true)));
        await first.SpawnAsync(cancel);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await second.SpawnAsync([2], 4, cancel));

        Assert.Contains("set to 2 shards, and 4 were requested", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cluster_on_a_gateway_takes_its_clock_and_refuses_another_one()
    {
        var time = new FastTime();
        var gateway = new Gateway("options.of.cluster", new GatewayOptions { TimeProvider = time });

        await using var cluster = new Cluster(gateway);
        await using var same = new Cluster(gateway, new ClusterOptions { TimeProvider = time });
        var error = Assert.Throws<ArgumentException>(() => new Cluster(gateway, new ClusterOptions { TimeProvider = new FastTime() }));

        Assert.Same(time, cluster.Time);
        Assert.Contains(
            "ClusterOptions.TimeProvider differs from the gateway's. Set it only on the gateway.",
            error.Message,
            StringComparison.Ordinal);
    }
}
