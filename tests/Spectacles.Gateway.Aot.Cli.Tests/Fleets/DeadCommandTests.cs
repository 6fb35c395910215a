using System.Text.Json.Nodes;
using Spectacles.Gateway.Fleet;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Cli.Tests.Fleets;

/// <summary>The dead letters of a worker group.</summary>
public sealed class DeadCommandTests : IAsyncDisposable
{
    private const string Payload = """{"guild_id":"41","content":"text"}""";

    private CommandFleet? fleet;
    private FleetWorker? worker;
    private volatile bool isFixed;
    private int handled;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (worker is not null)
        {
            await worker.DisposeAsync();
        }

        if (fleet is not null)
        {
            await fleet.DisposeAsync();
        }
    }

    [Fact]
    public async Task List_and_show_say_what_was_given_up_and_why()
    {
        var commands = await BuryAsync(1);

        var (listed, list, _) = await commands.RunAsync("dead list --group main");
        var (shown, show, _) = await commands.RunAsync("dead show 1 --group main");
        var none = await commands.RunAsync("dead list --group other");

        Assert.Equal((0, 0), (listed, shown));
        Assert.Matches("^ +id  event +shard  guild +age +reason\n +1  X +1  41 +[0-9]+s +its handlers have failed 5 times$", list);
        var json = JsonNode.Parse(show)!;
        Assert.Equal(("X", 1), ((string?)json["event"], (int)json["shard"]!));
        Assert.True((long)json["sequence"]! > 0);
        Assert.Equal(Payload, json["data"]!.ToJsonString());
        Assert.NotNull(json["received_at"]);
        Assert.Equal((1, "", "spectacles dead list: the fleet bot has no worker group other. Its worker groups are: main."), none);
    }

    [Fact]
    public async Task Letters_that_are_replayed_are_handled_and_gone()
    {
        var commands = await BuryAsync(3);
        isFixed = true;

        var one = await commands.RunAsync("dead replay 2 --group main");
        await commands.UntilAsync(() => handled == 1, "the event");
        var all = await commands.RunAsync("dead replay --all --group main");
        await commands.UntilAsync(() => handled == 3, "the other events");

        Assert.Equal((0, "Dead letter 2 of the worker group main was replayed.", ""), one);
        Assert.Equal((0, "2 dead letters were replayed to the worker group main.", ""), all);
        Assert.Equal((0, "The worker group main has no dead letters.", ""), await commands.RunAsync("dead list --group main"));
    }

    [Fact]
    public async Task Letters_that_are_purged_are_gone()
    {
        var commands = await BuryAsync(3);

        Assert.Equal((0, "Dead letter 2 of the worker group main was removed.", ""), await commands.RunAsync("dead purge 2 --group main"));
        Assert.Equal(
            (0, "2 dead letters were removed from the worker group main.", ""), await commands.RunAsync("dead purge --all --group main"));
        Assert.Equal((0, "The worker group main has no dead letters.", ""), await commands.RunAsync("dead purge --all --group main"));
        Assert.Equal(0, handled);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("replay")]
    [InlineData("purge")]
    public async Task Letter_that_does_not_exist_is_an_error(string command)
    {
        var commands = await BuryAsync(1);

        Assert.Equal(
            (1, "", $"spectacles dead {command}: the worker group main has no dead letter with the number 7. See spectacles dead list "
                + "--group main."),
            await commands.RunAsync($"dead {command} 7 --group main"));
        Assert.Equal(
            (1, "", $"spectacles dead {command}: the fleet bot has no worker group other. Its worker groups are: main."),
            await commands.RunAsync($"dead {command} 7 --group other"));
    }

    [Theory]
    [InlineData("list")]
    [InlineData("show 7")]
    [InlineData("replay --all")]
    [InlineData("purge --all")]
    public async Task Worker_group_of_a_fleet_without_workers_is_an_error(string command)
    {
        fleet = await CommandFleet.StartAsync(shards: 1);

        Assert.Equal(
            (1, "", $"spectacles dead {command.Split(' ')[0]}: the fleet bot has no worker group main: no worker has started yet."),
            await fleet.RunAsync($"dead {command} --group main"));
    }

    /// <summary>Starts a fleet whose worker group gives up a number of events.</summary>
    private async Task<CommandFleet> BuryAsync(int count)
    {
        fleet = await CommandFleet.StartAsync(shards: 2);
        worker = new FleetWorker(fleet.BrokerOf(2).Connect(), new FleetWorkerOptions { Group = "main", TimeProvider = fleet.Time });
        worker.Dispatcher.Error += static _ => { };
        worker.AddHandler(new Handler("X", (in _, _, _) =>
        {
            if (!isFixed)
            {
                throw new InvalidOperationException("the database is gone");
            }

            Interlocked.Increment(ref handled);
            return default;
        }));
        await worker.StartAsync(Cancel);
        await fleet.StartNodeAsync("one");
        await fleet.ReadyAsync(2);
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(1, fleet.Gateway.DispatchToShard(1, "X", Payload));
        }

        await fleet.UntilAsync(() => worker.EventsBuried == count, "the dead letters");
        return fleet;
    }
}
