using System.Globalization;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Cli.Simulate;

/// <summary>Runs a simulated gateway and its people until the time is over or a signal comes, and sums up.</summary>
internal sealed class Simulation(SimulationPlan plan, TimeProvider clock, TextWriter output, TextWriter errors)
{
    private const int Failed = 1;
    private const int Violated = 2;

    /// <returns>The exit code: 0; 1 when the gateway could not start; 2 when a client did what Discord does not allow, so that a CI job fails by itself.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        SimulatedGateway gateway;
        try
        {
            gateway = await SimulatedGateway.StartAsync(plan.Gateway, cancellationToken);
        }
        catch (IOException inUse)
        {
            await errors.WriteLineAsync($"spectacles simulate: can't listen on 127.0.0.1:{plan.Gateway.Port}: {inUse.InnerException?.Message ?? inUse.Message}");
            return Failed;
        }

        await using (gateway)
        {
            await output.WriteLineAsync($"listening: {gateway.Api}");
            await output.FlushAsync(cancellationToken);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task[] work = [new Crowd(gateway, plan, clock).LiveAsync(stop.Token), DropAsync(gateway, stop.Token), WaitAsync(stop)];
            await Task.WhenAll(work);
            await output.WriteLineAsync(Summary(gateway.Counters));
            foreach (var violation in gateway.Violations.Take(10))
                await errors.WriteLineAsync($"violation on connection {violation.ConnectionId}: {violation.Detail}");
            return gateway.Counters.Violations == 0 ? 0 : Violated;
        }
    }

    private static string Summary(GatewayCounters counters) => string.Create(
        CultureInfo.InvariantCulture,
        $"simulated: identifies={counters.Identifies} resumes={counters.Resumes} dispatched={counters.Dispatched} replies={counters.Replies} violations={counters.Violations}");

    private async Task WaitAsync(CancellationTokenSource stop)
    {
        try
        {
            await Task.Delay(plan.Duration ?? Timeout.InfiniteTimeSpan, clock, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // A signal ends the simulation as its time does: politely, and with the closing line.
        }

        await stop.CancelAsync();
    }

    private async Task DropAsync(SimulatedGateway gateway, CancellationToken cancellationToken)
    {
        if (plan.DropEvery is not { } interval) return;
        try
        {
            for (int dropped = 0; dropped < plan.MostDrops;)
            {
                await Task.Delay(interval, clock, cancellationToken);
                SimulatedConnection[] candidates = [.. gateway.Connections.Where(connection => connection.Session is not null)];
                if (candidates.Length == 0) continue;
                candidates[dropped % candidates.Length].Drop();
                dropped++;
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
