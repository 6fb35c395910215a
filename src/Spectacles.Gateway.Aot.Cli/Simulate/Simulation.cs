using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Cli.Simulate;

/// <summary>Runs a simulated gateway and its users until the time is over or a signal arrives, then prints a summary.</summary>
internal sealed class Simulation(SimulationPlan plan, TimeProvider time, TextWriter output, TextWriter errors)
{
    private const int Failed = 1;
    private const int Violated = 2;
    private const int Incomplete = 3;
    private const int MostPrinted = 100;

    private readonly Lock gate = new();
    private int printed;

    /// <returns>
    /// The exit code: 0; 1 when the gateway could not start or the certificate could not be written; 2 after a violation of the protocol,
    /// so that a CI job fails; 3 after a REST call whose route is not simulated.
    /// </returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        SimulatedGateway gateway;
        var endpoint = new IPEndPoint(plan.Gateway.Address, plan.Gateway.Port);
        try
        {
            gateway = await SimulatedGateway.StartAsync(plan.Gateway, cancellationToken);
        }
        catch (Exception unusable) when (unusable is IOException or SocketException)
        {
            await errors.WriteLineAsync(
                $"spectacles simulate: can't listen on {endpoint}: {unusable.InnerException?.Message ?? unusable.Message}");
            return Failed;
        }

        await using (gateway)
        {
            if (!IPAddress.IsLoopback(endpoint.Address))
            {
                await errors.WriteLineAsync(
                    $"warning: {endpoint.Address} is not a loopback address. Anyone who can reach port {gateway.Url.Port} controls the "
                    + "simulated Discord.");
            }

            if (!await TryWriteAuthorityAsync(gateway, cancellationToken))
            {
                return Failed;
            }

            gateway.Violated += violation => Print(Describe(violation));
            gateway.UnknownRouteCalled += call => Print($"not simulated: {call.Method} {call.Path}");
            await output.WriteLineAsync($"listening: {gateway.Api}");
            await output.FlushAsync(cancellationToken);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task[] work =
            [
                new SimulatedActivity(gateway, plan, time).RunAsync(stop.Token), DropAsync(gateway, stop.Token), WaitAsync(stop),
            ];
            await Task.WhenAll(work);
            await output.WriteLineAsync(Summary(gateway.Counters));
            await SumUpAsync("violation", gateway.Violations.Select(violation => violation.Detail));
            await SumUpAsync(
                "not simulated", gateway.Calls.Where(call => !call.IsSimulated).Select(call => $"{call.Method} {call.Path}"));
            return gateway.Counters switch
            {
                { Violations: > 0 } => Violated,
                { UnknownRoutes: > 0 } => Incomplete,
                _ => 0,
            };
        }
    }

    /// <summary>Writes the certificate before the URL is printed, so that a script can start its client at that line.</summary>
    private async Task<bool> TryWriteAuthorityAsync(SimulatedGateway gateway, CancellationToken cancellationToken)
    {
        if (plan.AuthorityFile is not { } file)
        {
            return true;
        }

        try
        {
            await File.WriteAllTextAsync(file, $"{gateway.Authority!.ExportCertificatePem()}\n", cancellationToken);
            return true;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"spectacles simulate: can't write the certificate of the authority: {unusable.Message}");
            return false;
        }
    }

    private static string Describe(Violation violation) => $"violation on connection {violation.ConnectionId}: {violation.Detail}";

    /// <summary>Prints a line when it happens, up to a limit: the summary counts all.</summary>
    private void Print(string line)
    {
        lock (gate)
        {
            if (printed++ < MostPrinted)
            {
                errors.WriteLine(line);
            }
        }
    }

    /// <summary>Prints how often each thing has happened, the most frequent first.</summary>
    private async Task SumUpAsync(string what, IEnumerable<string> all)
    {
        foreach (var (detail, times) in all.CountBy(one => one).OrderByDescending(one => one.Value).Take(10))
        {
            await errors.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{times} times {what}: {detail}"));
        }
    }

    private static string Summary(GatewayCounters counters) => string.Create(
        CultureInfo.InvariantCulture,
        $"simulated: identifies={counters.Identifies} resumes={counters.Resumes} dispatched={counters.Dispatched} "
        + $"replies={counters.Replies} violations={counters.Violations} unknown-routes={counters.UnknownRoutes}");

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
