using FleetSoak.Fleet;

namespace FleetSoak.Judge;

/// <summary>A run: Discord and the judge are in this process; NATS, the nodes and the workers are in others.</summary>
internal sealed class FleetSoakRun(FleetSoakOptions options)
{
    /// <summary>Names with which each of three nodes owns two of six groups, and each of two owns three.</summary>
    private static readonly string[] Names = ["one", "five", "seven"];

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
            return await RunAsync(executable, folder.FullName) ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<bool> RunAsync(string executable, string folder)
    {
        await using var nats = new NatsServers(executable, folder, options.IsCluster ? 3 : 1);
        await nats.StartAsync();
        await using var log = File.CreateText(Environment.GetEnvironmentVariable("FLEET_SOAK_LOG") ?? Path.Combine(folder, "log"));
        log.AutoFlush = true;
        await using var first = await Bot.CreateAsync(
            ProcessOptions.FirstBot, Names, options, nats, log, folder);
        await using var second = await Bot.CreateAsync(ProcessOptions.SecondBot, Names[..1], options, nats, log, folder);
        await Task.WhenAll(first.StartAsync(), second.StartAsync());
        return await JudgeAsync(first, second, nats);
    }

    private async Task<bool> JudgeAsync(Bot first, Bot second, NatsServers nats)
    {
        var faults = new FaultCatalogue(first, nats, options.Sabotage);
        var storm = new Storm(first, second, faults, options);
        Storm.Say(
            $"{options.Length.TotalMinutes:0.0} minutes, seed {options.Seed}, {nats.Count} of NATS, sabotage {options.Sabotage}, "
            + $"nodes {(options.IsCli ? "spectacles gateway" : "of this program")}");
        using var stop = new CancellationTokenSource();
        using var stopTraffic = new CancellationTokenSource();
        var watching = Task.WhenAll(first.Watch.RunAsync(stop.Token), second.Watch.RunAsync(stop.Token));
        var sending = Task.WhenAll(first.Traffic.RunAsync(stopTraffic.Token), second.Traffic.RunAsync(stopTraffic.Token));
        await storm.RunAsync();
        await stopTraffic.CancelAsync();
        await sending;
        await storm.DrainAsync();
        await stop.CancelAsync();
        await watching;
        return new FleetSoakResult(first, second, storm, faults).Print();
    }
}
