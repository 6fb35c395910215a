using System.CommandLine;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Cli.DeadLetters;
using Spectacles.Gateway.Cli.Fleets;
using Spectacles.Gateway.Cli.Node;
using Spectacles.Gateway.Cli.Status;
using Spectacles.Gateway.Fleet;
using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Testing.Tests;

namespace Spectacles.Gateway.Cli.Tests.Fleets;

/// <summary>The commands for a fleet, a simulated gateway and a broker in memory. The clock runs when a test waits.</summary>
internal sealed class CommandFleet : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly RootCommand root;
    private const int MostRuns = 200;

    private readonly EngineFactory engines;
    private readonly TemporaryFile token;
    private readonly TemporaryFile config;
    private readonly List<CommandCall> nodes = [];

    private CommandFleet(SimulatedGateway gateway, FakeTimeProvider time, string shardCount, string more)
    {
        (Gateway, Time) = (gateway, time);
        engines = new EngineFactory(time);
        root = [NodeCommand.Create(engines, time), FleetCommand.Create(engines, time), DeadCommand.Create(engines, time)];
        token = new TemporaryFile(gateway.Token);
        config = new TemporaryFile($$"""
            {
              "plan": { "name": "bot", "shard_count": {{shardCount}}, "group_size": 1, "partitions": 2 },
              "intents": ["GUILDS", "GUILD_MESSAGES"],
              "token_file": "{{token.Path}}",
              "engine": { "memory": {} },
              "api": "{{gateway.Api}}"{{more}}
            }
            """);
    }

    public SimulatedGateway Gateway { get; }

    public FakeTimeProvider Time { get; }

    /// <param name="shards">The number that Discord recommends.</param>
    /// <param name="shardCount">The value in the configuration; null for the same number.</param>
    /// <param name="more">More keys of the configuration, after a comma.</param>
    public static async Task<CommandFleet> StartAsync(int shards, string? shardCount = null, string more = "")
    {
        var time = new FakeTimeProvider();
        var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions
            {
                RecommendedShards = shards,
                MaxConcurrency = 16,
                ForgetAcknowledged = true,
                TimeProvider = time,
            },
            TestContext.Current.CancellationToken);
        return new CommandFleet(gateway, time, shardCount ?? $"{shards}", more);
    }

    /// <summary>The broker for a number of shards.</summary>
    public MemoryBroker BrokerOf(int shards) =>
        engines.BrokerOf(new FleetPlan { Name = "bot", ShardCount = shards, GroupSize = 1, Partitions = 2 });

    /// <summary>Starts a command. Its configuration file is that of the fleet.</summary>
    public CommandCall Begin(string arguments) => new(root, $"{arguments} --config {config.Path}");

    /// <summary>Runs a command to its end.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> RunAsync(string arguments)
    {
        using var call = Begin(arguments);
        return await EndAsync(call);
    }

    /// <summary>Runs a command again and again, until its output has a text.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> RunUntilAsync(string arguments, string text)
    {
        for (int i = 0; i < MostRuns; i++)
        {
            var result = await RunAsync(arguments);
            if (result.Output.Contains(text, StringComparison.Ordinal))
            {
                return result;
            }
        }

        throw new InvalidOperationException($"{MostRuns} runs of \"{arguments}\" have not shown \"{text}\".");
    }

    /// <summary>Lets the clock run until a command has ended.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> EndAsync(CommandCall call)
    {
        await UntilAsync(() => call.Ended.IsCompleted, "the end of a command");
        return (await call.Ended, call.Output, call.Errors);
    }

    /// <summary>Starts a node.</summary>
    public async Task<CommandCall> StartNodeAsync(string name)
    {
        var call = Begin($"gateway --name {name} --port 0");
        nodes.Add(call);
        await UntilAsync(() => call.Ended.IsCompleted || call.Output.Contains("node: ", StringComparison.Ordinal), "the start of a node");
        return call;
    }

    /// <summary>Waits until Discord has a number of connected sessions.</summary>
    public Task ReadyAsync(int sessions) =>
        UntilAsync(() => Gateway.Sessions.Count(one => one.Connected) == sessions, $"{sessions} connected sessions");

    /// <summary>Lets the clock run for a time.</summary>
    public Task PassAsync(TimeSpan length)
    {
        var end = Time.GetUtcNow() + length;
        return UntilAsync(() => Time.GetUtcNow() >= end, "time");
    }

    /// <summary>Lets the clock run until something has happened.</summary>
    public async Task UntilAsync(Func<bool> condition, string what)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(start) < Patience,
                $"{what}: it did not happen in time. {string.Join(" | ", nodes.Select(node => node.Errors))}");
            Time.Advance(Step);
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.StopAsync();
        }

        await UntilAsync(() => nodes.All(node => node.Ended.IsCompleted), "the stop");
        nodes.ForEach(node => node.Dispose());
        await Gateway.DisposeAsync();
        token.Dispose();
        config.Dispose();
    }
}
