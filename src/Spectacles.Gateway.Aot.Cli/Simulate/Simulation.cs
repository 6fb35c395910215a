using System.Globalization;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Cli.Simulate;

/// <summary>Runs a simulated gateway and its users until the time is over or a signal arrives, then prints a summary.</summary>
internal sealed class Simulation(SimulationPlan plan, TimeProvider time, TextWriter output, TextWriter errors)
{
    private const int Failed = 1;
    private const int Violated = 2;

    /// <returns>
    /// The exit code: 0; 1 when the gateway could not start; 2 after a violation of the protocol, so that a CI job fails.
    /// </returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        SimulatedGateway gateway;
        try
        {
            gateway = await SimulatedGateway.StartAsync(plan.Gateway, cancellationToken);
        }
        catch (IOException inUse)
        {
            await errors.WriteLineAsync(
                $"spectacles simulate: can't listen on 127.0.0.1:{plan.Gateway.Port}: {inUse.InnerException?.Message ?? inUse.Message}");
            return Failed;
        }

        await using (gateway)
        {
            await output.WriteLineAsync($"listening: {gateway.Api}");
            await output.FlushAsync(cancellationToken);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task[] work =
            [
                new SimulatedActivity(gateway, plan, time).RunAsync(stop.Token), DropAsync(gateway, stop.Token), WaitAsync(stop),
            ];
            await Task.WhenAll(work);
            await output.WriteLineAsync(Summary(gateway.Counters));
            foreach (var violation in gateway.Violations.Take(10))
            {
                await errors.WriteLineAsync($"violation on connection {violation.ConnectionId}: {violation.Detail}");
            }

            return gateway.Counters.Violations == 0 ? 0 : Violated;
        }
    }

    private static string Summary(GatewayCounters counters) => string.Create(
        CultureInfo.InvariantCulture,
        $"simulated: identifies={counters.Identifies} resumes={counters.Resumes} dispatched={counters.Dispatched} "
        + $"replies={counters.Replies} violations={counters.Violations}");

    private async Task WaitAsync(CancellationTokenSource stop)
    {
        try
        {
            await Task.Delay(plan.Duration ?? Timeout.InfiniteTimeSpan, time, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // After a signal the simulation ends like after its time, with the summary.
        }

        await stop.CancelAsync();
    }

    private async Task DropAsync(SimulatedGateway gateway, CancellationToken cancellationToken)
    {
        if (plan.DropEvery is not { } interval)
        {
            return;
        }

        try
        {
            for (int dropped = 0; dropped < plan.MostDrops;)
            {
                await Task.Delay(interval, time, cancellationToken);
                SimulatedConnection[] candidates = [.. gateway.Connections.Where(connection => connection.Session is not null)];
                if (candidates.Length == 0)
                {
                    continue;
                }

                candidates[dropped % candidates.Length].Drop();
                dropped++;
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
