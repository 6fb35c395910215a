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

    private static readonly TimeSpan SessionPoll = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> violations = [];
    private readonly Dictionary<string, int> unknownRoutes = [];
    private int printed;

    /// <returns>
    /// The exit code: 0; 1 when the world file could not be used, the gateway could not start or the certificate could not be written; 2
    /// after a violation of the protocol, so that a CI job fails; 3 after a REST call whose route is not simulated.
    /// </returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        SimulatedGateway gateway;
        var endpoint = new IPEndPoint(plan.Gateway.Address, plan.Gateway.Port);
        try
        {
            gateway = await SimulatedGateway.StartAsync(await ReadOptionsAsync(cancellationToken), cancellationToken);
        }
        catch (Exception unusable) when (unusable
            is InvalidDataException or ArgumentException { ParamName: nameof(SimulatedGatewayOptions.World) })
        {
            await errors.WriteLineAsync($"spectacles simulate: {unusable.Message}");
            return Failed;
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

            ControlServer? control = null;
            TranscriptFile? transcript = null;
            try
            {
                transcript = plan.TranscriptFile is { } file ? new TranscriptFile(file, gateway.Transcript, errors) : null;
                control = plan.Control is { } options ? await ControlServer.StartAsync(gateway, options, cancellationToken) : null;
                return await ServeAsync(gateway, control, cancellationToken);
            }
            catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or SocketException or ArgumentException)
            {
                await errors.WriteLineAsync($"spectacles simulate: {unusable.InnerException?.Message ?? unusable.Message}");
                return Failed;
            }
            finally
            {
                if (control is not null)
                {
                    await control.DisposeAsync();
                }

                transcript?.Dispose();
            }
        }
    }

    private async Task<int> ServeAsync(SimulatedGateway gateway, ControlServer? control, CancellationToken cancellationToken)
    {
        gateway.Violated += violation => Note(violations, violation.Detail, $" on connection {violation.ConnectionId}");
        gateway.UnknownRouteCalled += call => Note(unknownRoutes, $"{call.Method} {call.Path}");
        await output.WriteLineAsync($"listening: {gateway.Api}");
        if (control is not null)
        {
            await output.WriteLineAsync($"control: {control.Address}");
        }

        await output.FlushAsync(CancellationToken.None);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] work =
        [
            new SimulatedActivity(gateway, plan, plan.Gateway.TimeProvider).RunAsync(stop.Token),
            DropAsync(gateway, stop.Token),
            WaitAsync(stop),
        ];
        await Task.WhenAll(work);
        await output.WriteLineAsync(Summary(gateway.Counters));
        await SumUpAsync("violation", violations);
        await SumUpAsync("not simulated", unknownRoutes);
        return violations.Count > 0 ? Violated : unknownRoutes.Count > 0 ? Incomplete : 0;
    }

    /// <summary>The options, with the world of the file.</summary>
    /// <exception cref="InvalidDataException">The file can't be used. The message is for the user.</exception>
    private async Task<SimulatedGatewayOptions> ReadOptionsAsync(CancellationToken cancellationToken)
    {
        if (plan.WorldFile is not { } file)
        {
            return plan.Gateway;
        }

        try
        {
            var world = await WorldDescription.ReadAsync(file, cancellationToken);
            return plan.Gateway with { World = world, ReplayLimit = plan.Gateway.ReplayLimit + world.Guilds.Count };
        }
        catch (FormatException wrong)
        {
            throw new InvalidDataException(wrong.Message, wrong);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"can't read the world file: {unusable.Message}", unusable);
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

    /// <summary>Counts what happened, of any bot, and prints it, up to a limit: the summary counts all.</summary>
    private void Note(Dictionary<string, int> counts, string detail, string where = "")
    {
        lock (gate)
        {
            counts[detail] = counts.GetValueOrDefault(detail) + 1;
            if (printed++ < MostPrinted)
            {
                errors.WriteLine($"{(counts == violations ? "violation" : "not simulated")}{where}: {detail}");
            }
        }
    }

    /// <summary>Prints how often each thing has happened, the most frequent first.</summary>
    private async Task SumUpAsync(string what, Dictionary<string, int> counts)
    {
        foreach (var (detail, times) in counts.OrderByDescending(one => one.Value).Take(10))
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
                // The time begins with a session: a bot that starts slowly is not cut in the middle of its start.
                if (Candidates().Length == 0)
                {
                    await Task.Delay(SessionPoll, time, cancellationToken);
                    continue;
                }

                await Task.Delay(interval, time, cancellationToken);
                if (Candidates() is { Length: > 0 } candidates)
                {
                    candidates[dropped % candidates.Length].Drop();
                    dropped++;
                }
            }
        }
        catch (OperationCanceledException)
        {
        }

        SimulatedConnection[] Candidates() => [.. gateway.Connections.Where(connection => connection.Session is not null)];
    }
}
