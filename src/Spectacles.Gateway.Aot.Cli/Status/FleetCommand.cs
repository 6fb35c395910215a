using System.CommandLine;
using System.Text.Json;
using Spectacles.Gateway.Cli.Arguments;
using Spectacles.Gateway.Cli.Configuration;
using Spectacles.Gateway.Cli.Fleets;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Cli.Status;

/// <summary><c>spectacles fleet</c>: the nodes and worker groups of a fleet.</summary>
internal static class FleetCommand
{
    private const string Name = "fleet";

    public static Command Create(EngineFactory engines, TimeProvider time)
    {
        var config = ConfigOption.Create();
        Option<bool> json = new("--json") { Description = "Prints JSON in the place of tables." };
        var interval = NumberOption.Create(
            "--interval", "The seconds between the two looks that the rates in the tables are calculated from; 0 for no rates.", 1, 0, 60);
        var command = new Command(Name, "Shows the nodes of a fleet, the groups without an owner, and how far the worker groups are.")
        {
            config, json, interval, CreateDrain(engines, time, config), CreateForgetShards(engines, config),
        };
        command.SetAction((result, cancellationToken) => FleetExit.RunAsync(Name, result, async () =>
        {
            var configuration = FleetConfigurationFile.Read(result.GetValue(config)!);
            await using var engine = await FleetConnection.ConnectAsync(engines, configuration, cancellationToken);
            string text = result.GetValue(json)
                ? JsonSerializer.Serialize(await FleetStatus.ReadAsync(engine, cancellationToken), FleetJsonContext.Default.FleetStatus)
                : await DescribeAsync(engine, time, TimeSpan.FromSeconds(result.GetValue(interval)), cancellationToken);
            await result.InvocationConfiguration.Output.WriteLineAsync(text);
            return FleetExit.Success;
        }));
        return command;
    }

    private static async Task<string> DescribeAsync(
        IFleetEngine engine, TimeProvider time, TimeSpan interval, CancellationToken cancellationToken)
    {
        FleetStatus? before = null;
        long began = time.GetTimestamp();
        if (interval > TimeSpan.Zero)
        {
            before = await FleetStatus.ReadAsync(engine, cancellationToken);
            began = time.GetTimestamp();
            await Task.Delay(interval, time, cancellationToken);
        }

        var status = await FleetStatus.ReadAsync(engine, cancellationToken);
        return StatusTable.Describe(engine.Plan, status, new StatusRates(before, time.GetElapsedTime(began)));
    }

    private static Command CreateDrain(EngineFactory engines, TimeProvider time, Option<string> config)
    {
        const string Full = $"{Name} drain";
        Argument<string> node = new("node") { Description = "The node's name." };
        var timeout = NumberOption.Create("--timeout", "How many seconds to wait until the node owns nothing.", 300, 1, 86_400);
        var command = new Command("drain", "Asks a node to hand its groups over, and waits until it owns none.") { node, timeout };
        command.SetAction((result, cancellationToken) => FleetExit.RunAsync(Full, result, async () =>
        {
            var configuration = FleetConfigurationFile.Read(result.GetValue(config)!);
            await using var engine = await FleetConnection.ConnectAsync(engines, configuration, cancellationToken);
            var drain = new NodeDrain(engine, result.GetValue(node)!, time);
            if (await drain.RunAsync(TimeSpan.FromSeconds(result.GetValue(timeout)), cancellationToken) is { } problem)
            {
                await FleetExit.WriteErrorAsync(Full, result, problem.Message);
                return problem.ExitCode;
            }

            await result.InvocationConfiguration.Output.WriteLineAsync($"drained: {result.GetValue(node)}");
            return FleetExit.Success;
        }));
        return command;
    }

    private static Command CreateForgetShards(EngineFactory engines, Option<string> config)
    {
        const string Full = $"{Name} forget-shards";
        var command = new Command(
            "forget-shards",
            "Forgets the recommended number of shards, so that the next node that starts asks Discord again. Stop all nodes before.");
        command.SetAction((result, cancellationToken) => FleetExit.RunAsync(Full, result, async () =>
        {
            var configuration = FleetConfigurationFile.Read(result.GetValue(config)!);
            await using var state = await engines.ConnectAsync(configuration, configuration.Plan, mustExist: true, cancellationToken);
            if (await RecommendedShards.ReadAsync(state, cancellationToken) is not { } shards)
            {
                await result.InvocationConfiguration.Output.WriteLineAsync("no number was stored");
                return FleetExit.Success;
            }

            await using var engine = await engines.ConnectAsync(
                configuration, configuration.Plan with { ShardCount = shards }, mustExist: true, cancellationToken);
            var status = await FleetStatus.ReadAsync(engine, cancellationToken);
            if (status.Nodes.Count > 0)
            {
                string names = string.Join(", ", status.Nodes.Select(one => one.Name));
                await FleetExit.WriteErrorAsync(Full, result, $"stop all nodes before; these run: {names}.");
                return FleetExit.Failed;
            }

            await RecommendedShards.ForgetAsync(state, cancellationToken);
            await result.InvocationConfiguration.Output.WriteLineAsync($"forgotten: {shards}");
            return FleetExit.Success;
        }));
        return command;
    }
}
