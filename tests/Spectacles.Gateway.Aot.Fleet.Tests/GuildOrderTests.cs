using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>Workers whose calls of one guild run one after the other.</summary>
public sealed class GuildOrderTests
{
    private readonly ConcurrentQueue<(string Guild, int Number)> begun = new();
    private readonly ConcurrentDictionary<(string Guild, int Number), TaskCompletionSource> ends = new();

    [Fact]
    public async Task Calls_of_a_guild_run_one_after_the_other_and_those_of_different_guilds_at_the_same_time()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        var worker = await StartAsync(fleet, FleetRetry.Later);
        Send(fleet, ("1", 1), ("1", 2), ("2", 3), ("", 4), ("1", 5), ("", 6), ("2", 7));
        await fleet.UntilAsync(() => begun.Count == 4, "the first calls");
        await fleet.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal([("1", 1), ("2", 3), ("", 4), ("", 6)], begun);
        ends[("2", 3)].SetResult();
        await fleet.UntilAsync(() => begun.Count == 5, "the next call of the second guild");
        ends[("1", 1)].SetResult();
        await fleet.UntilAsync(() => begun.Count == 6, "the next call of the first guild");
        Assert.Equal([("2", 7), ("1", 2)], begun.Skip(4));
        ends[("1", 2)].SetResult();
        await fleet.UntilAsync(() => begun.Count == 7, "the last call of the first guild");
        foreach (var end in ends.Values)
        {
            end.TrySetResult();
        }

        await fleet.UntilAsync(() => worker.Shards.Find(0, 1).Ordered!.Unfinished == 0, "the end of all calls");
    }

    [Fact]
    public async Task Failed_event_is_tried_again_later_and_its_guild_goes_on()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        await StartAsync(fleet, FleetRetry.Later);
        Send(fleet, ("1", 1), ("1", 2));
        await fleet.UntilAsync(() => begun.Count == 1, "the first call");

        ends[("1", 1)].SetException(new InvalidOperationException("the database is gone"));
        await fleet.UntilAsync(() => begun.Count == 2, "the second call");
        ends[("1", 2)].SetResult();

        await fleet.UntilAsync(() => begun.Count == 3, "the next attempt");
        Assert.Equal([("1", 1), ("1", 2), ("1", 1)], begun);
    }

    [Fact]
    public async Task Failed_event_holds_its_guild_and_no_other_one()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        await StartAsync(fleet, FleetRetry.Block);
        Send(fleet, ("1", 1), ("1", 2), ("2", 3), ("2", 4));
        await fleet.UntilAsync(() => begun.Count == 2, "the first calls");

        ends[("2", 3)].SetResult();
        var failing = ends[("1", 1)];
        ends[("1", 1)] = new TaskCompletionSource();
        failing.SetException(new InvalidOperationException("the database is gone"));
        await fleet.UntilAsync(() => begun.Count == 4, "the next attempt");
        Assert.Equal([("1", 1), ("2", 3), ("2", 4), ("1", 1)], begun);
        ends[("1", 1)].SetResult();

        await fleet.UntilAsync(() => begun.Count == 5, "the held call");
        Assert.Equal(("1", 2), begun.Last());
    }

    [Theory]
    [InlineData("MESSAGE_CREATE", """{"id":"5","author":{"guild_id":"6","id":"7"},"guild_id":"8"}""", 8UL)]
    [InlineData("GUILD_CREATE", """{"channels":[{"id":"5","guild_id":"6"}],"id":"9"}""", 9UL)]
    [InlineData("GUILD_DELETE", """{"id":"9","unavailable":true}""", 9UL)]
    [InlineData("MESSAGE_CREATE", """{"id":"5","channel_id":"6"}""", null)]
    [InlineData("MESSAGE_CREATE", """{"guild_id":null,"id":"6"}""", null)]
    [InlineData("MESSAGE_CREATE", """{"guild_id":"18446744073709551616"}""", null)]
    [InlineData("MESSAGE_CREATE", """{"guild_id":{"guild_id":"6"}}""", null)]
    [InlineData("X", "[1]", null)]
    [InlineData("X", "{", null)]
    [InlineData("X", "", null)]
    public void Guild_of_an_event_is_in_its_payload(string name, string json, ulong? guild) =>
        Assert.Equal(guild, EventGuild.Find(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(json)));

    private async Task<FleetWorker> StartAsync(TestFleet fleet, FleetRetry retry)
    {
        var worker = await fleet.AddWorkerAsync(
            "main",
            options => options with { Order = FleetOrder.PerGuild, Retry = retry },
            new Handler("X", (in dispatch, _, cancel) =>
            {
                using var json = JsonDocument.Parse(dispatch.Data.ToArray());
                string guild = json.RootElement.TryGetProperty("guild_id", out var id) ? id.GetString()! : "";
                var key = (guild, json.RootElement.GetProperty("number").GetInt32());
                var end = ends.GetOrAdd(key, _ => new TaskCompletionSource());
                begun.Enqueue(key);
                return new ValueTask(end.Task.WaitAsync(cancel));
            }));
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(1);
        return worker;
    }

    private static void Send(TestFleet fleet, params (string Guild, int Number)[] events)
    {
        foreach (var (guild, number) in events)
        {
            string json = guild.Length == 0 ? $$"""{"number":{{number}}}""" : $$"""{"guild_id":"{{guild}}","number":{{number}}}""";
            Assert.Equal(1, fleet.Gateway.DispatchToShard(0, "X", json));
        }
    }
}
