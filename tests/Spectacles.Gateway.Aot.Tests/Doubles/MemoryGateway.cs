using System.Net;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>A cluster of one shard on connections without sockets, for what needs exact control of every message.</summary>
internal sealed class MemoryGateway : HttpMessageHandler, IAsyncDisposable
{
    public const string Token = "memory.gateway.token";
    public const string Hello = """{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":40000}}""";
    public const string ReadyAgain =
        """{"t":"READY","s":1,"op":0,"d":{"v":10,"session_id":"second","resume_gateway_url":"wss://resume.example"}}""";
    public const string Ready =
        """{"t":"READY","s":1,"op":0,"d":{"v":10,"session_id":"first","resume_gateway_url":"wss://resume.example"}}""";

    private readonly Channel<MemoryConnection> connections = Channel.CreateUnbounded<MemoryConnection>();

    public FakeTimeProvider Time { get; } = new();

    public int SessionStartsLeft { get; set; } = 999;

    public int Shards { get; init; } = 1;

    /// <summary>Who gives turns to identify; null for the usual queue.</summary>
    public IIdentifyQueue? IdentifyQueue { get; init; }

    /// <summary>Runs before each connection is made.</summary>
    public Action? BeforeConnection { get; set; }

    /// <summary>What the API answers instead of its usual answer; null for that.</summary>
    public Func<HttpResponseMessage>? ApiAnswer { get; set; }

    public List<GatewayError> Errors { get; } = [];

    public Cluster? Cluster { get; private set; }

    public Shard Shard => Cluster!.Shards[0];

    public Cluster Make(ClusterOptions? options = null, params IGatewayHandler[] handlers) => Make(options, handlers, NewConnection);

    public Cluster Make(ClusterOptions? options, IGatewayHandler[] handlers, Func<IGatewayConnection> newConnection)
    {
        var http = new HttpMessageInvoker(this);
        var gateway = new Spectacles.Gateway.Gateway(
            Token,
            new GatewayOptions
            {
                Http = http,
                ShardCount = Shards,
                TimeProvider = Time,
                ResumeHosts = ["resume.example"],
                IdentifyQueue = IdentifyQueue,
            });
        Cluster = new Cluster(gateway, new ClusterOptions
        {
            TimeProvider = Time,
            ConnectionFactory = newConnection,
            MaxInFlight = options?.MaxInFlight ?? 256,
            HandlerTimeout = options?.HandlerTimeout ?? TimeSpan.FromSeconds(30),
            StopTimeout = options?.StopTimeout ?? TimeSpan.FromSeconds(8),
            ResumeTimeout = options?.ResumeTimeout ?? TimeSpan.FromSeconds(60),
            MaxMessageBytes = options?.MaxMessageBytes ?? 1024 * 1024,
            SessionStore = options?.SessionStore,
            Restore = options?.Restore ?? default,
            LoggerFactory = options?.LoggerFactory,
            Presence = options?.Presence,
            Intents = options?.Intents,
            EventSink = options?.EventSink,
            MeterFactory = options?.MeterFactory,
            MetricsPerShard = options?.MetricsPerShard ?? false,
            Name = options?.Name,
        });
        Cluster.HearErrors(error =>
        {
            lock (Errors)
            {
                Errors.Add(error);
            }
        });
        foreach (var handler in handlers)
        {
            Cluster.AddHandler(handler);
        }

        return Cluster;
    }

    /// <summary>Spawns, and answers until the shard is READY.</summary>
    public async Task<MemoryConnection> StartAsync(ClusterOptions? options = null, params IGatewayHandler[] handlers)
    {
        await Make(options, handlers).SpawnAsync(TestContext.Current.CancellationToken);
        var connection = await ConnectedAsync();
        connection.Receive(Hello);
        await connection.SentAsync();
        connection.Receive(Ready);
        await Cluster!.WaitForReadyAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>The next connection that the shard opens.</summary>
    public async Task<MemoryConnection> ConnectedAsync() =>
        await connections.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    /// <summary>
    /// Lets the fake time pass until something has happened: in small steps, and slowly enough for the shard's threads to keep up with it.
    /// </summary>
    public async Task PassTimeUntilAsync(Task happened, TimeSpan? step = null)
    {
        while (!happened.IsCompleted)
        {
            Time.Advance(step ?? TimeSpan.FromMilliseconds(250));
            await Task.Delay(1);
        }

        await happened;
    }

    /// <summary>
    /// Lets the fake time pass, but not beyond the limit, whatever the load of the machine; the task has to end without more of it.
    /// </summary>
    public async Task PassTimeUntilAsync(Task happened, DateTimeOffset limit)
    {
        while (!happened.IsCompleted && Time.GetUtcNow() < limit)
        {
            Time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(1);
        }

        await happened.WaitAsync(LiveGateway.Patience, TestContext.Current.CancellationToken);
    }

    public async Task<T> PassTimeUntilAsync<T>(Task<T> happened)
    {
        await PassTimeUntilAsync((Task)happened);
        return await happened;
    }

    /// <summary>How many errors speak of this.</summary>
    public int ErrorsThatSay(string what)
    {
        lock (Errors)
        {
            return Errors.Count(error => error.Message.Contains(what, StringComparison.Ordinal));
        }
    }

    /// <summary>A stop has reported, once, that it gave this up.</summary>
    public async Task AssertStopGaveUpAsync(string what)
    {
        // The fake clock may be at the end of the deadline before the report is out.
        await LiveGateway.UntilAsync(() => ErrorsThatSay("the stop no longer waits") > 0);
        lock (Errors)
        {
            string message = Assert.Single(Errors, error => error.Kind == GatewayErrorKind.Stop).Message;
            Assert.StartsWith(
                "the stop no longer waits, in order to end within 8 s (ClusterOptions.StopTimeout): ", message, StringComparison.Ordinal);
            Assert.Contains(what, message, StringComparison.Ordinal);
        }
    }

    public static string Event(string name, long sequence, string data = "{}") =>
        $$"""{"t":"{{name}}","s":{{sequence}},"op":0,"d":{{data}}}""";

    public async ValueTask DisposeAsync()
    {
        if (Cluster is { } cluster)
        {
            // A test may leave calls unfinished: the stop's deadline is on the fake clock.
            await PassTimeUntilAsync(cluster.DisposeAsync().AsTask());
        }

        Dispose();
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        ApiAnswer?.Invoke() ?? new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent($$$"""{"url":"wss://main.example","shards":1,"session_start_limit":{"total":1000,"remaining":{{{SessionStartsLeft}}},"reset_after":30000,"max_concurrency":1}}""", Encoding.UTF8, "application/json"),
        };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(Send(request, cancellationToken));

    private MemoryConnection NewConnection()
    {
        BeforeConnection?.Invoke();
        return new(connection => connections.Writer.TryWrite(connection));
    }
}
