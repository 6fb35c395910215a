using FleetSoak.Fleet;
using Spectacles.Gateway.Testing;

namespace FleetSoak.Judge;

/// <summary>A run: Discord and the judge are in this process; NATS, the nodes and the workers are in others.</summary>
internal sealed class FleetSoakRun(FleetSoakOptions options)
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private static readonly string[] Names = ["one", "two", "three"];

    /// <returns>0 if all conditions are met; 1 if not; 77 if there is no nats-server.</returns>
    public async Task<int> RunAsync()
    {
        if (Environment.GetEnvironmentVariable("NATS_SERVER") is not { Length: > 0 } executable)
        {
            await Console.Error.WriteLineAsync("NATS_SERVER is not set: eng/fleet-soak.sh sets it");
            return 77;
        }

        var folder = Directory.CreateTempSubdirectory("fleet-soak");
        try
        {
            return await RunAsync(executable, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SimulatedGatewayOptions Discord(int seed) => new()
    {
        RecommendedShards = ProcessOptions.Plan.ShardCount,
        MaxConcurrency = 16,
        HeartbeatInterval = TimeSpan.FromSeconds(4),
        // Late heartbeats of a busy machine must not end a connection; those of a suspended process do, before the end of its lease.
        HeartbeatTolerance = 2,
        ForgetAcknowledged = true,
        // The judge waits for the next closed connection throughout.
        ObservationTimeout = TimeSpan.FromDays(1),
        Seed = seed,
    };

    private async Task<int> RunAsync(string executable, string folder)
    {
        await using var gateway = await SimulatedGateway.StartAsync(Discord(options.Seed));
        await using var nats = new NatsServers(executable, folder, options.IsCluster ? 3 : 1);
        await nats.StartAsync();
        await using var log = File.CreateText(Environment.GetEnvironmentVariable("FLEET_SOAK_LOG") ?? Path.Combine(folder, "log"));
        log.AutoFlush = true;
        var ledger = new Ledger();
        ChildProcess[] workers = [.. Names.Select(name => Create("worker", name))];
        ChildProcess[] nodes = [.. Names.Select(name => Create("node", name))];
        try
        {
            await StartAsync(workers);
            await StartAsync(nodes);
            bool isRight = await JudgeAsync(gateway, nats, ledger, nodes, workers);
            return isRight ? 0 : 1;
        }
        finally
        {
            foreach (var process in nodes.Concat(workers))
            {
                await process.DisposeAsync();
            }
        }

        ChildProcess Create(string role, string name)
        {
            var arguments = new ProcessOptions(
                name, gateway.Api, gateway.Token, nats.Urls, options.IsCluster ? 3 : 1, role == "node" ? options.Sabotage : default);
            return new ChildProcess($"{role}-{name}", [role, .. arguments.ToArguments()], log, ledger.NoteHandled);
        }
    }

    private async Task<bool> JudgeAsync(
        SimulatedGateway gateway, NatsServers nats, Ledger ledger, ChildProcess[] nodes, ChildProcess[] workers)
    {
        var traffic = new Traffic(gateway, ledger);
        var faults = new FaultCatalogue(gateway, nodes, workers, nats);
        var storm = new Storm(gateway, ledger, traffic, faults, options);
        var watch = new ConnectionWatch(gateway);
        Storm.Say($"{options.Length.TotalMinutes:0.0} minutes, seed {options.Seed}, {nats.Count} of NATS, sabotage {options.Sabotage}");
        using var stop = new CancellationTokenSource();
        using var stopTraffic = new CancellationTokenSource();
        var watching = watch.RunAsync(stop.Token);
        var sending = traffic.RunAsync(stopTraffic.Token);
        await storm.SettleAsync();
        if (storm.Unsettled.Count == 0)
        {
            await storm.RunAsync();
        }

        await stopTraffic.CancelAsync();
        await sending;
        await storm.DrainAsync();
        await stop.CancelAsync();
        await watching;
        return new FleetSoakResult(gateway, ledger, storm, watch, faults, [.. nodes, .. workers]).Print();
    }

    private static Task StartAsync(ChildProcess[] processes)
    {
        Array.ForEach(processes, process => process.Start());
        return Task.WhenAll(processes.Select(process => process.WhenReadyAsync(StartTimeout)));
    }
}
