using System.Diagnostics.Metrics;
using System.Net;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>A cluster of one READY shard with an in-memory connection.</summary>
internal sealed class MemoryBot : HttpMessageHandler
{
    private readonly Cluster cluster;
    private readonly SkippingTime time = new();

    /// <param name="wire">The connection.</param>
    /// <param name="handlers">The handlers of the bot.</param>
    public MemoryBot(MemoryWire wire, params IGatewayHandler[] handlers)
        : this(wire, null, handlers)
    {
    }

    /// <param name="wire">The connection.</param>
    /// <param name="meters">Creates the meter; null for the one of the process.</param>
    /// <param name="handlers">The handlers of the bot.</param>
    public MemoryBot(MemoryWire wire, IMeterFactory? meters, params IGatewayHandler[] handlers)
    {
        var gateway = new Gateway(
            "memory.gateway.token",
            new GatewayOptions
            {
                Http = new HttpMessageInvoker(this),
                ShardCount = 1,
                TimeProvider = time,
                ResumeHosts = ["memory.invalid"],
            });
        cluster = new Cluster(
            gateway,
            new ClusterOptions
            {
                ConnectionFactory = () => wire,
                Intents = GatewayIntents.GuildMessages,
                TimeProvider = time,
                MeterFactory = meters,
            });
        foreach (var handler in handlers)
        {
            cluster.AddHandler(handler);
        }
    }

    /// <summary>Advances the clock past the minute of the limit of 120 commands.</summary>
    public void PassWindow() => time.Leap(TimeSpan.FromSeconds(61));

    public Shard Shard => cluster.Shards[0];

    public async Task StartAsync()
    {
        await cluster.SpawnAsync();
        await cluster.WaitForReadyAsync();
    }

    public Task StopAsync() => cluster.DisposeAsync().AsTask();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent("""{"url":"ws://memory.invalid","shards":1,"session_start_limit":{"total":1000,"remaining":1000,"reset_after":0,"max_concurrency":1}}"""),
        });
}
