using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>Three servers that replicate streams and buckets, and the links between them.</summary>
internal sealed class NatsCluster : IAsyncDisposable
{
    private const int Size = 3;
    private const int StreamNotFound = 10059;

    // How long nothing is asked again after an answer that the cluster is not ready.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ServerLink?[,] links = new ServerLink?[Size, Size];
    private readonly List<NatsServer> servers = [];

    private NatsCluster()
    {
        foreach (var (from, to) in Pairs)
        {
            links[from, to] = new ServerLink();
        }
    }

    public IReadOnlyList<NatsServer> Servers => servers;

    /// <summary>The addresses of all servers, for a client that goes to another one when its own is lost.</summary>
    public string Urls => string.Join(',', servers.Select(server => server.Url));

    private static IEnumerable<(int From, int To)> Pairs =>
        from first in Enumerable.Range(0, Size) from second in Enumerable.Range(0, Size) where first != second select (first, second);

    /// <summary>Starts three servers, which can store streams of three replicas when this returns.</summary>
    /// <param name="syncAlways">Write each message to the disk before it is acknowledged.</param>
    /// <param name="jetStream">Further lines of the block of JetStream.</param>
    public static async Task<NatsCluster> StartAsync(bool syncAlways = false, string jetStream = "")
    {
        NatsExecutable.Require();
        var cluster = new NatsCluster();
        try
        {
            var starts = Enumerable.Range(0, Size).Select(number => cluster.StartServerAsync(number, syncAlways, jetStream)).ToArray();
            try
            {
                await Task.WhenAll(starts);
            }
            finally
            {
                cluster.servers.AddRange(starts.Where(start => start.IsCompletedSuccessfully).Select(start => start.Result));
            }

            await cluster.ReadyAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection to the first server that accepts one; it goes to another when it loses its own.</summary>
    public Task<NatsConnection> ConnectAsync() => NatsServer.ConnectAsync(Urls);

    /// <summary>
    /// Creates a stream of three replicas that stores: shortly after a kill, servers leave a request to create one without an answer, and
    /// the first publishes to a new one, too.
    /// </summary>
    public static async Task CreateStreamAsync(NatsJSContext context, StreamConfig stream)
    {
        await UntilAsync(async cancellation =>
        {
            await context.CreateStreamAsync(stream with { NumReplicas = Size }, cancellation);
            return true;
        });
        string subject = stream.Subjects!.First().Replace(">", "ready", StringComparison.Ordinal);
        await UntilAsync(async cancellation =>
        {
            using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            time.CancelAfter(TimeSpan.FromSeconds(1));
            (await context.PublishAsync(subject, 0, cancellationToken: time.Token)).EnsureSuccess();
            return true;
        });
    }

    /// <summary>The server that leads a stream. Without one this waits for the election.</summary>
    public async Task<NatsServer> LeaderAsync(NatsJSContext context, string stream)
    {
        string? leader = null;
        await UntilAsync(async cancellation =>
            (leader = (await context.GetStreamAsync(stream, cancellationToken: cancellation)).Info.Cluster?.Leader) is { Length: > 0 });
        return servers.Single(server => server.Name == leader);
    }

    /// <summary>Waits until all running replicas of a stream have all of its messages.</summary>
    public Task CaughtUpAsync(NatsJSContext context, string stream) => UntilAsync(async cancellation =>
    {
        var state = (await context.GetStreamAsync(stream, cancellationToken: cancellation)).Info.Cluster;
        return state is { Leader.Length: > 0, Replicas: { } replicas } && replicas.All(replica => replica.Current || replica.Offline);
    });

    /// <summary>Waits until the servers create streams of three replicas.</summary>
    public async Task ReadyAsync()
    {
        await using var connection = await ConnectAsync();
        var context = new NatsJSContext(connection);
        await CreateStreamAsync(context, new StreamConfig("READY", ["ready"]));
        await UntilAsync(async cancellation =>
        {
            try
            {
                return await context.DeleteStreamAsync("READY", cancellation);
            }
            catch (NatsJSApiException exception) when (exception.Error.ErrCode == StreamNotFound)
            {
                // The answer to the attempt before was lost.
                return true;
            }
        });
    }

    /// <summary>Cuts a server off from the other two. Its clients stay connected to it.</summary>
    public void Isolate(NatsServer server)
    {
        foreach (var link in LinksOf(server))
        {
            link.Cut();
        }
    }

    /// <summary>Ends what <see cref="Isolate"/> did; the servers connect again within a second or two.</summary>
    public void Rejoin(NatsServer server)
    {
        foreach (var link in LinksOf(server))
        {
            link.Restore();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        foreach (var (from, to) in Pairs)
        {
            await links[from, to]!.DisposeAsync();
        }
    }

    /// <summary>Asks until the answer is yes. What the servers refuse while they elect a leader is a no.</summary>
    public static async Task UntilAsync(Func<CancellationToken, Task<bool>> ask)
    {
        using var time = new CancellationTokenSource(NatsServer.Patience, TimeProvider.System);
        Exception? refusal = null;
        try
        {
            while (true)
            {
                try
                {
                    if (await ask(time.Token))
                    {
                        return;
                    }
                }
                catch (Exception exception) when (exception is NatsException or OperationCanceledException && !time.IsCancellationRequested)
                {
                    refusal = exception;
                }

                await Task.Delay(Pause, TimeProvider.System, time.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"the answer was still no after {NatsServer.Patience}", refusal);
        }
    }

    private async Task<NatsServer> StartServerAsync(int number, bool syncAlways, string jetStream)
    {
        var server = await NatsServer.StartAsync(new NatsServerSettings
        {
            Name = $"n{number + 1}",
            Routes = [.. Pairs.Where(pair => pair.From == number).Select(pair => links[pair.From, pair.To]!.Url)],
            SyncAlways = syncAlways,
            JetStream = jetStream,
        });
        foreach (var (from, to) in Pairs.Where(pair => pair.To == number))
        {
            links[from, to]!.LeadTo(server.RoutePort);
        }

        return server;
    }

    private IEnumerable<ServerLink> LinksOf(NatsServer server)
    {
        int number = servers.IndexOf(server);
        return Pairs.Where(pair => pair.From == number || pair.To == number).Select(pair => links[pair.From, pair.To]!);
    }
}
