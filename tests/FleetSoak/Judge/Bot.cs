using FleetSoak.Fleet;
using Spectacles.Gateway.Testing;

namespace FleetSoak.Judge;

/// <summary>A bot: what Discord knows of it, its nodes and its workers.</summary>
internal sealed class Bot : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly ProcessOptions options;

    private Bot(SimulatedGateway gateway, ProcessOptions options, Ledger ledger)
    {
        (Gateway, this.options, Ledger) = (gateway, options, ledger);
        Watch = new ConnectionWatch(gateway);
        Traffic = new Traffic(gateway, Ledger, options.Bot);
    }

    public SimulatedGateway Gateway { get; }

    public Ledger Ledger { get; }

    public ConnectionWatch Watch { get; }

    public Traffic Traffic { get; }

    public string Name => options.Bot;

    public int ShardCount => options.Plan.ShardCount;

    public IReadOnlyList<ChildProcess> Nodes { get; private init; } = [];

    public IReadOnlyList<ChildProcess> Workers { get; private init; } = [];

    public IEnumerable<ChildProcess> Processes => Nodes.Concat(Workers);

    /// <summary>The number of shards with a connection.</summary>
    public int Connected => ConnectionWatch.Newest(Gateway).Count(session => session.Connected);

    /// <summary>Creates a bot, whose processes do not run yet.</summary>
    /// <param name="name">The name of its fleet.</param>
    /// <param name="names">The names of its nodes, and of its workers.</param>
    /// <param name="options">The options of the run.</param>
    /// <param name="nats">The servers of its log.</param>
    /// <param name="log">What the processes write on standard error.</param>
    /// <param name="folder">A folder for its files.</param>
    public static async Task<Bot> CreateAsync(
        string name, string[] names, FleetSoakOptions options, NatsServers nats, TextWriter log, string folder)
    {
        var gateway = await SimulatedGateway.StartAsync(Discord(options.Seed, ProcessOptions.PlanOf(name).ShardCount));
        var process = new ProcessOptions(name, "", gateway.Api, gateway.Token, nats.Urls, nats.Count, SabotageKind.None);
        bool isCli = options.IsCli || name != ProcessOptions.FirstBot;
        var ledger = new Ledger(name);
        return new Bot(gateway, process, ledger)
        {
            Nodes = [.. names.Select(one => New($"{name}-node-{one}", process with { Name = one, Sabotage = options.Sabotage }, isCli))],
            Workers = [.. names.Select(one => New($"{name}-worker-{one}", process with { Name = one }, isCli: null))],
        };

        ChildProcess New(string title, ProcessOptions one, bool? isCli)
        {
            var command = isCli == true ? ChildCommand.OfCli(one, folder)
                : ChildCommand.OfThisProgram(isCli is null ? "worker" : "node", one);
            return new ChildProcess(title, command, log, ledger.NoteHandled);
        }
    }

    /// <summary>Starts the workers, and then the nodes.</summary>
    public async Task StartAsync()
    {
        foreach (var processes in new[] { Workers, Nodes })
        {
            foreach (var process in processes)
            {
                process.Start();
            }

            await Task.WhenAll(processes.Select(process => process.WhenReadyAsync(StartTimeout)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Processes)
        {
            await process.DisposeAsync();
        }

        await Gateway.DisposeAsync();
    }

    private static SimulatedGatewayOptions Discord(int seed, int shards) => new()
    {
        RecommendedShards = shards,
        MaxConcurrency = 16,
        HeartbeatInterval = TimeSpan.FromSeconds(4),
        // Late heartbeats of a busy machine must not end a connection; those of a suspended process do, before the end of its lease.
        HeartbeatTolerance = 2,
        ForgetAcknowledged = true,
        // The judge waits for the next closed connection throughout.
        ObservationTimeout = TimeSpan.FromDays(1),
        Seed = seed,
    };
}
