using System.Net;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>A whole cluster of one shard, READY, on a connection in memory.</summary>
internal sealed class MemoryBot : HttpMessageHandler
{
    private readonly Cluster cluster;
    private readonly LeapingTime time = new();

    /// <param name="wire">The connection.</param>
    /// <param name="handlers">The user's.</param>
    public MemoryBot(MemoryWire wire, params IGatewayHandler[] handlers)
    {
        var gateway = new Gateway("memory.gateway.token", new GatewayOptions { Http = new HttpMessageInvoker(this), Shards = 1, TimeProvider = time, ResumeHosts = ["memory.invalid"] });
        cluster = new Cluster(gateway, new ClusterOptions { ConnectionFactory = () => wire, Intents = GatewayIntents.GuildMessages, TimeProvider = time });
        foreach (var handler in handlers)
        {
            cluster.AddHandler(handler);
        }
    }

    /// <summary>Lets the minute pass in which Discord takes 120 commands.</summary>
    public void PassWindow() => time.Leap(TimeSpan.FromSeconds(61));

    public Shard Shard => cluster.Shards[0];

    public async Task StartAsync()
    {
        await cluster.SpawnAsync();
        await cluster.ReadyAsync();
    }

    public Task StopAsync() => cluster.DisposeAsync().AsTask();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
    {
        Content = new StringContent("""{"url":"ws://memory.invalid","shards":1,"session_start_limit":{"total":1000,"remaining":1000,"reset_after":0,"max_concurrency":1}}"""),
    });
}
