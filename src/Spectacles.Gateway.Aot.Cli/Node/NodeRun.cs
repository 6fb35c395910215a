using System.CommandLine;
using System.Globalization;
using System.Net;
using Spectacles.Gateway.Cli.Configuration;
using Spectacles.Gateway.Cli.Fleets;
using Spectacles.Gateway.Cli.Serving;
using Spectacles.Gateway.Fleet;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Cli.Node;

/// <summary>Runs a node until a signal arrives or it can't continue.</summary>
internal sealed class NodeRun(EngineFactory engines, TimeProvider time, ParseResult result)
{
    public required FleetConfiguration Configuration { get; init; }

    /// <summary>The file with the configuration, as it was named.</summary>
    public required string File { get; init; }

    /// <summary>The node's name; null for that of the configuration.</summary>
    public required string? Name { get; init; }

    public required IPAddress Address { get; init; }

    public required int Port { get; init; }

    private TextWriter Output => result.InvocationConfiguration.Output;

    /// <returns>The exit code.</returns>
    /// <exception cref="ConfigurationException">The configuration or the token is wrong.</exception>
    /// <exception cref="GatewayException">The broker or Discord refuses something, or can't be reached at the start.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RunCoreAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A signal during the start.
            return FleetExit.Success;
        }
    }

    private async Task<int> RunCoreAsync(CancellationToken cancellationToken)
    {
        var token = NodeToken.Find(Configuration, Environment.GetEnvironmentVariable);
        await using var engine = await FleetConnection.ConnectAsync(engines, Configuration, token, time, cancellationToken);
        using var log = new NodeLog(result.InvocationConfiguration.Error);
        using var answer = Configuration.InteractionMissedText is { } text
            ? new MissedAnswer(token.CreateRest(RestOptions()), text, result.InvocationConfiguration.Error)
            : null;
        await using var node = token.CreateNode(engine, OptionsOf(log, answer));
        await using var service = new NodeService(node);
        if (await ServiceRun.TryStartAsync("gateway", service.StartAsync, Address, Port, result, cancellationToken) is not { } url)
        {
            return FleetExit.Failed;
        }

        var refusal = WatchRefusal(node.Cluster);
        await node.StartAsync(cancellationToken);
        var status = node.GetStatus();
        await Output.WriteLineAsync(ServiceRun.Listening(url));
        await Output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"node: {status.Name} of {engine.Plan.Name}, {engine.Plan.ShardCount} shards in {engine.Plan.Groups} groups"));
        await Output.FlushAsync(CancellationToken.None);
        try
        {
            await RunUntilAsync(node, refusal, cancellationToken);
            return FleetExit.Success;
        }
        catch (GatewayException e) when (!e.IsConfigurationError)
        {
            await FleetExit.WriteErrorAsync("gateway", result, e.Message);
            return FleetExit.Failed;
        }
        finally
        {
            await Output.WriteLineAsync(Summary(node.GetStatus()));
            await Output.FlushAsync(CancellationToken.None);
        }
    }

    /// <summary>Runs the node until it is canceled, or Discord refuses one of its shards: the others keep their sessions.</summary>
    private static async Task RunUntilAsync(FleetNode node, Task<GatewayException> refusal, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = node.RunAsync(stopping.Token);
        if (await Task.WhenAny(run, refusal) == refusal)
        {
            await stopping.CancelAsync();
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw await refusal;
        }

        await run;
    }

    private static Task<GatewayException> WatchRefusal(Cluster cluster)
    {
        var refused = new TaskCompletionSource<GatewayException>(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.Error += error =>
        {
            if (error is { Kind: GatewayErrorKind.Failed, Exception: GatewayException { IsConfigurationError: true } e })
            {
                refused.TrySetResult(e);
            }
        };
        return refused.Task;
    }

    private static string Summary(NodeStatus status) => string.Create(
        CultureInfo.InvariantCulture,
        $"stopped: events={status.EventsStored} records={status.RecordsStored} repeats={status.AppendsRepeated} "
        + $"missed={status.InteractionsMissed} dropped={status.EventsDropped}");

    private BotRestOptions RestOptions()
    {
        var defaults = new BotRestOptions { TimeProvider = time };
        return Configuration.Api is { } api ? defaults with { Api = api } : defaults;
    }

    private FleetNodeOptions OptionsOf(NodeLog log, MissedAnswer? answer)
    {
        var defaults = new FleetNodeOptions
        {
            Name = Name ?? Configuration.Node ?? NodeName.OfMachine(Environment.MachineName),
            Intents = Configuration.Intents,
        };
        return defaults with
        {
            IntentsAdvice = missing =>
                $"Add {string.Join(", ", IntentNames.Of(missing))} to \"intents\" in {File} of all nodes, stop them, and start them again.",
            Classes = Configuration.Events,
            BufferBytes = Configuration.BufferBytes ?? defaults.BufferBytes,
            IdentifySpacing = Configuration.IdentifySpacing ?? defaults.IdentifySpacing,
            ShardsPerSecond = Configuration.ShardsPerSecond ?? defaults.ShardsPerSecond,
            HoldTimeout = Configuration.HoldTimeout ?? defaults.HoldTimeout,
            InteractionMissed = answer is null ? null : answer.SendAsync,
            Cluster = new ClusterOptions { Api = Configuration.Api, LoggerFactory = log, TimeProvider = time },
            HandleSignals = false,
        };
    }
}
