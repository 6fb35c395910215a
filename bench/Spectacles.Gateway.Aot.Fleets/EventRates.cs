using System.Diagnostics;
using System.Globalization;
using Spectacles.Gateway.Fleet;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Fleets;

/// <summary>What an event costs in a node and in a worker, in addition to a cluster without handlers at the same rate.</summary>
/// <param name="nats">The address of NATS.</param>
/// <param name="replicas">The number of servers.</param>
/// <param name="shards">The number of shards; a group has 16.</param>
/// <param name="isQuick">Whether two rates are measured once instead of four rates three times.</param>
internal sealed class EventRates(string nats, int replicas, int shards, bool isQuick)
{
    private const string Burst = "burst";

    /// <summary>
    /// The events that are sent as fast as possible; for each shard fewer than a simulated session keeps for a repetition.
    /// </summary>
    private readonly int burst = Math.Min(10_000 * shards, 160_000);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, List<double>> results = [];

    public async Task MeasureAsync()
    {
        int[] rates = isQuick ? [500, 20_000] : [10, 500, 5_000, 20_000];
        for (int round = 0; round < (isQuick ? 1 : 3); round++)
        {
            await MeasureBareAsync(rates, "unhandled");
            await MeasureBareAsync(rates, "handled");
            await MeasureFleetAsync(rates);
            foreach (object rate in rates.Cast<object>().Append(Burst))
            {
                Subtract(rate, "node_cpu_us", "unhandled_cpu_us", "above_cpu_us");
                Subtract(rate, "node_bytes", "unhandled_bytes", "above_bytes");
            }

            foreach (int rate in rates)
            {
                Subtract(rate, "median_us", "handled_median_us", "added_median_us");
                Subtract(rate, "p99_us", "handled_p99_us", "added_p99_us");
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{replicas} server(s), {shards} shards:"));
        foreach (var (name, values) in results)
        {
            values.Sort();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {name} | {values[values.Count / 2]:0.##} | {values[0]:0.##} to {values[^1]:0.##} |"));
        }
    }

    private async Task MeasureBareAsync(int[] rates, string handling)
    {
        await using var gateway = await Messages.StartGatewayAsync(shards);
        await using var bare = new ChildProcess("bare", gateway.Api.ToString(), handling);
        await bare.ReadyAsync();
        var sessions = await Messages.SessionsAsync(gateway, shards);
        foreach (int rate in rates)
        {
            await Messages.SendAsync(sessions, rate, WarmUp(rate));
            await bare.StartAsync();
            int sent = await Messages.SendAsync(sessions, rate, Measured(rate));
            var figures = await UntilAsync(bare, sent);
            if (handling == "handled")
            {
                Note(rate, "handled_median_us", figures["median_us"]);
                Note(rate, "handled_p99_us", figures["p99_us"]);
            }
            else
            {
                NoteCost(rate, "unhandled", figures, sent);
            }
        }

        if (handling == "unhandled")
        {
            Pin(bare.Id, 1);
            await bare.StartAsync();
            Messages.SendAll(sessions, burst);
            NoteCost(Burst, "unhandled", await UntilAsync(bare, burst), burst);
        }
    }

    private async Task MeasureFleetAsync(int[] rates)
    {
        var plan = Plans.New(shards);
        string given = Plans.Write(plan, replicas);
        await using var creating = await NatsEngine.ConnectAsync(Plans.Options(nats, plan, replicas, NatsRole.Node));
        await using var gateway = await Messages.StartGatewayAsync(shards);
        await using var worker = new ChildProcess("worker", nats, given);
        await worker.ReadyAsync();
        await using var node = new ChildProcess("node", gateway.Api.ToString(), nats, given, "one");
        await node.ReadyAsync();
        var sessions = await Messages.SessionsAsync(gateway, shards);

        // Until every partition has a reader.
        await worker.StartAsync();
        Messages.SendAll(sessions, shards);
        await UntilAsync(worker, shards);
        foreach (int rate in rates)
        {
            await worker.StartAsync();
            await UntilAsync(worker, await Messages.SendAsync(sessions, rate, WarmUp(rate)));
            await node.StartAsync();
            await worker.StartAsync();
            int sent = await Messages.SendAsync(sessions, rate, Measured(rate));
            var handled = await UntilAsync(worker, sent);
            var stored = await node.FiguresAsync();
            Note(rate, "events_per_pack", stored["events"] / stored["records"]);
            NoteCost(rate, "node", stored, sent);
            NoteCost(rate, "worker", handled, sent);
            Note(rate, "median_us", handled["median_us"]);
            Note(rate, "p99_us", handled["p99_us"]);
        }

        await MeasureBurstAsync(node, worker, sessions);
    }

    /// <summary>As many events as the node takes, which has one core for itself.</summary>
    private async Task MeasureBurstAsync(ChildProcess node, ChildProcess worker, SimulatedSession[] sessions)
    {
        Pin(node.Id, 1);
        Pin(worker.Id, 0);
        await node.StartAsync();
        await worker.StartAsync();
        long start = Stopwatch.GetTimestamp();
        Messages.SendAll(sessions, burst);
        var stored = await UntilAsync(node, burst);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        NoteCost(Burst, "worker", await UntilAsync(worker, burst), burst);
        NoteCost(Burst, "node", stored, burst);
        Note(Burst, "events_per_pack", stored["events"] / stored["records"]);
        Note(Burst, "events_per_s", burst / seconds);
        Note(Burst, "node_cores", stored["cpu_ns"] / 1e9 / seconds);
        Note(Burst, "events_per_core_s", burst / (stored["cpu_ns"] / 1e9));
    }

    private static void Pin(int process, int core)
    {
        string[] arguments =
        [
            "-a", "-c", "-p", core.ToString(CultureInfo.InvariantCulture), process.ToString(CultureInfo.InvariantCulture),
        ];
        using var pinning = Process.Start(new ProcessStartInfo("taskset", arguments) { RedirectStandardOutput = true })!;
        pinning.StandardOutput.ReadToEnd();
        pinning.WaitForExit();
    }

    /// <summary>Waits until a process has counted as many events.</summary>
    private static async Task<Dictionary<string, double>> UntilAsync(ChildProcess process, int events)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            var figures = await process.FiguresAsync();
            if (figures["events"] >= events)
            {
                return figures;
            }

            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new InvalidOperationException($"Of {events} events, {figures["events"]} have arrived.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    private static TimeSpan WarmUp(int rate) => TimeSpan.FromSeconds(rate < 100 ? 1 : 2);

    private TimeSpan Measured(int rate) => TimeSpan.FromSeconds(rate < 100 ? 10 : isQuick ? 3 : 5);

    private void NoteCost(object rate, string who, Dictionary<string, double> figures, int events)
    {
        Note(rate, who + "_cpu_us", figures["cpu_ns"] / 1e3 / events);
        Note(rate, who + "_bytes", figures["bytes"] / events);
    }

    private void Subtract(object rate, string from, string what, string name) =>
        Note(rate, name, results[Name(rate, from)][^1] - results[Name(rate, what)][^1]);

    private void Note(object rate, string name, double value)
    {
        string key = Name(rate, name);
        if (!results.TryGetValue(key, out var values))
        {
            results[key] = values = [];
        }

        values.Add(value);
    }

    private static string Name(object rate, string name) => string.Create(CultureInfo.InvariantCulture, $"{rate} {name}");
}
