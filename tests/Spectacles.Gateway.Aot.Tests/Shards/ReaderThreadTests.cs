using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>Which thread reads a connection, and begins its handlers.</summary>
public sealed class ReaderThreadTests : IAsyncDisposable
{
    private const string ThreadName = "Gateway reader";
    private const string Event = "X";
    private const int Ping = 9;
    private const int Pong = 10;
    private static readonly ClusterOptions OwnThreads = new() { MaxReaderThreads = 8 };
    private readonly LiveGateway live = new();
    private readonly ConcurrentQueue<(int Shard, string? Name, int Id)> calls = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task Variable_of_the_environment_chooses_how_connections_are_read()
    {
        string? variable = Environment.GetEnvironmentVariable(ReaderThreads.Variable);
        Assert.Equal(int.Parse(variable ?? "64", CultureInfo.InvariantCulture), new ClusterOptions().MaxReaderThreads);

        await CallAsync(1, new ClusterOptions());

        Assert.All(calls, call => Assert.Equal(ReaderThreads.AreUsed ? ThreadName : "other", call.Name));
    }

    [Fact]
    public async Task Handlers_of_each_shard_begin_on_the_thread_of_its_connection()
    {
        await CallAsync(3, OwnThreads);

        Assert.All(calls, call => Assert.Equal(ThreadName, call.Name));
        Assert.Equal(3, calls.Distinct().Count());
        Assert.Equal(3, calls.Select(call => call.Id).Distinct().Count());
    }

    [Fact]
    public async Task Handlers_begin_on_the_thread_after_the_limit_of_unfinished_calls_was_full()
    {
        await CallAsync(1, OwnThreads with { MaxInFlight = 1 }, Watch(() => Task.Delay(1, Cancel)), Watch(() => Task.Delay(1, Cancel)));

        Assert.All(calls, call => Assert.Equal(ThreadName, call.Name));
        Assert.Single(calls.Distinct());
    }

    [Fact]
    public async Task Handlers_begin_on_the_thread_with_as_many_shards_as_the_limit()
    {
        await CallAsync(2, OwnThreads with { MaxReaderThreads = 2 });

        Assert.All(calls, call => Assert.Equal(ThreadName, call.Name));
    }

    /// <summary>At the limit of its control group, the runtime ends the process if it can't start another thread itself.</summary>
    [Fact]
    public async Task Pool_reads_and_one_warning_says_so_if_the_process_can_have_too_few_threads()
    {
        var cluster = await live.MakeAsync(
            new SimulatedGatewayOptions { RecommendedShards = 3, MaxConcurrency = 3 }, OwnThreads, Watch());
        var errors = new ConcurrentQueue<GatewayError>();
        cluster.HearErrors(errors.Enqueue);
        cluster.ReaderThreadLimit = 0;
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        await DispatchAsync(3, 1);

        Assert.All(calls, call => Assert.Equal("other", call.Name));
        Assert.Single(errors, error => error.Message.Contains("MaxReaderThreads", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Handlers_begin_on_the_thread_after_a_reconnect()
    {
        await CallAsync(1, OwnThreads);
        live.Gateway.ConnectionOf(0).Drop();
        await LiveGateway.UntilAsync(() => live.Cluster.Shards[0].Resumes == 1);
        calls.Clear();

        await DispatchAsync(1, 1);

        Assert.All(calls, call => Assert.Equal(ThreadName, call.Name));
    }

    [Fact]
    public async Task Handlers_begin_on_the_thread_after_a_ping_of_the_server()
    {
        await live.MakeAsync();
        using var raw = new RawGateway();
        live.GatewayOptions = new GatewayOptions { Url = raw.Url };
        await live.Add(OwnThreads, Watch()).SpawnAsync(Cancel);
        var peer = await raw.ServeAsync();
        for (int i = 2; i < 12; i++)
        {
            byte[] letter = Encoding.ASCII.GetBytes($"ping {i}");
            await peer.SendAsync(RawPeer.Frame(Ping, letter));
            var (opcode, payload) = await peer.ReceiveAsync();
            Assert.Equal((Pong, $"ping {i}"), (opcode, Encoding.ASCII.GetString(payload)));
            await peer.SendTextAsync($$$"""{"op":0,"s":{{{i}}},"t":"{{{Event}}}","d":{}}""");
        }

        await LiveGateway.UntilAsync(() => calls.Count == 10);
        Assert.All(calls, call => Assert.Equal(ThreadName, call.Name));
        Assert.Single(calls.Distinct());
    }

    [Fact]
    public async Task Handlers_begin_on_the_thread_pool_without_reader_threads()
    {
        await CallAsync(1, OwnThreads with { MaxReaderThreads = 0 });

        Assert.DoesNotContain(calls, call => call.Name == ThreadName);
    }

    [Fact]
    public async Task Handlers_begin_on_the_thread_pool_with_more_shards_than_the_limit()
    {
        await CallAsync(3, OwnThreads with { MaxReaderThreads = 2 });

        Assert.DoesNotContain(calls, call => call.Name == ThreadName);
    }

    [Fact]
    public async Task Handlers_begin_on_the_thread_pool_with_an_invoker_of_the_user()
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false });
        await live.MakeAsync();
        await using var cluster = new Cluster(
            new Gateway(live.Gateway.Token, new GatewayOptions { Api = live.Gateway.Api, Http = http }), OwnThreads);
        cluster.AddHandler(Watch());
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        await DispatchAsync(1, 1);

        Assert.DoesNotContain(calls, call => call.Name == ThreadName);
    }

    [Fact]
    public async Task Handlers_begin_on_the_thread_pool_with_connections_of_the_user()
    {
        await CallAsync(1, OwnThreads with { ConnectionFactory = () => new WebSocketConnection(DirectHttp.For(null, null)) });

        Assert.DoesNotContain(calls, call => call.Name == ThreadName);
    }

    [Fact]
    public void Negative_number_of_reader_threads_is_rejected() =>
        Assert.Contains(
            "MaxReaderThreads",
            Assert.Throws<ArgumentOutOfRangeException>(
                () => new Cluster("one.two.three", new ClusterOptions { MaxReaderThreads = -1 })).Message,
            StringComparison.Ordinal);

    private async Task CallAsync(int shards, ClusterOptions options, params IGatewayHandler[] handlers)
    {
        handlers = handlers is [] ? [Watch()] : handlers;
        var world = new SimulatedGatewayOptions { RecommendedShards = shards, MaxConcurrency = shards };
        var cluster = await live.MakeAsync(world, options, handlers);
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        await DispatchAsync(shards, handlers.Length);
    }

    private async Task DispatchAsync(int shards, int handlers)
    {
        const int Events = 20;
        for (int i = 0; i < Events; i++)
        {
            live.Gateway.DispatchToAll(Event, "{}");
        }

        await LiveGateway.UntilAsync(() => calls.Count == Events * shards * handlers);
    }

    /// <summary>A handler that records on which thread it began.</summary>
    private Handler Watch(Func<Task>? then = null) => new(Event, (in _, shard, _) =>
    {
        var thread = Thread.CurrentThread;
        calls.Enqueue((shard.Id, thread.Name == ThreadName ? ThreadName : "other", thread.ManagedThreadId));
        return then is null ? default : new ValueTask(then());
    });
}
