using System.Text;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>What nodes make of the interests, which every worker can write.</summary>
public sealed class InterestTests
{
    private readonly NumberedEvents handled = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"events\":[\"X\"]}")]
    [InlineData("{\"intents\":[0]}")]
    [InlineData("{\"intents\":0,\"events\":[]}")]
    [InlineData("{\"intents\":[0],\"events\":\"X\"}")]
    [InlineData("{\"intents\":[0],\"events\":[null]}")]
    [InlineData("{\"intents\":[0],\"events\":[{\"X\":1}]}")]
    [InlineData("{\"intents\":[0],\"events\":[\"X.*\"]}")]
    [InlineData("{\"intents\":[0],\"events\":[\"\"]}")]
    [InlineData("{\"intents\":[0],\"events\":[\"X\"")]
    [InlineData("{\"intents\":[1e99],\"events\":[]}")]
    [InlineData("{\"intents\":[\"1\"],\"events\":[]}")]
    [InlineData("{\"intents\":[0],\"events\":[\"X\"]} {}")]
    public void Garbage_is_no_interest(string json) => Assert.Null(WorkerInterest.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Bytes_that_are_no_text_and_an_endless_list_are_no_interest()
    {
        string names = string.Join(',', Enumerable.Repeat("\"X\"", 20_000));

        Assert.Null(WorkerInterest.Read([(byte)'{', 0xFF, 0xFE, 0x00]));
        Assert.Null(WorkerInterest.Read(Encoding.UTF8.GetBytes($"{{\"intents\":[0],\"events\":[{names}]}}")));
        Assert.Null(WorkerInterest.Read(Encoding.UTF8.GetBytes(new string('[', 1_000))));
    }

    [Theory]
    [InlineData("{\"intents\":[513],\"events\":[\"A\",\"B\"],\"later\":{\"version\":[2]}}", "A,B")]
    [InlineData("{\"events\":null,\"intents\":[513]}", null)]
    public void What_a_later_version_adds_is_left_out(string json, string? events)
    {
        var interest = WorkerInterest.Read(Encoding.UTF8.GetBytes(json));

        Assert.Equal([(GatewayIntents)513], interest!.Intents);
        Assert.Equal(events?.Split(','), interest.Events);
    }

    [Fact]
    public async Task Garbage_of_a_worker_is_reported_once_by_a_node_and_its_events_go_on()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        await using var worker = fleet.Broker.Connect();
        await WriteAsync("other", "{"u8.ToArray());
        await fleet.AddWorkerAsync("main", handled.NewHandler());
        var (node, _) = await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(2);
        fleet.Send(0, 1, 1);
        await fleet.UntilAsync(() => handled.Count == 1, "the first event");

        await WriteAsync("other", "0"u8.ToArray());
        await WriteAsync("main", [0xFF, 0x00]);
        await WriteAsync("main", "{}"u8.ToArray());
        for (int i = 0; i < 100; i++)
        {
            await WriteAsync($"many-{i}", "[]"u8.ToArray());
        }

        await WriteAsync("last", "{\"intents\":[0],\"events\":[\"Y\"]}"u8.ToArray());
        await fleet.UntilAsync(
            () =>
            {
                fleet.Gateway.DispatchToShard(1, "Y", "1");
                return node.GetStatus().EventsStored > 1;
            },
            "the needs that follow the garbage");
        fleet.Send(0, 2, 2);

        await fleet.UntilAsync(() => handled.Count == 2, "the second event");
        string[] reports = [.. fleet.Errors.Select(error => error.Message).Where(IsAboutAnInterest)];
        Assert.Single(reports, message => message.Contains("interest.main", StringComparison.Ordinal));
        Assert.Single(reports, message => message.Contains("interest.other", StringComparison.Ordinal));
        Assert.Equal(16, reports.Length);

        static bool IsAboutAnInterest(string message) => message.Contains("interest.", StringComparison.Ordinal);

        async Task WriteAsync(string group, byte[] value)
        {
            string key = FleetAddresses.InterestOf(group);
            var before = await worker.SharedState.ReadAsync(key, Cancel);
            Assert.NotNull(await worker.SharedState.TryWriteAsync(key, value, before?.Revision ?? 0, Cancel));
        }
    }
}
