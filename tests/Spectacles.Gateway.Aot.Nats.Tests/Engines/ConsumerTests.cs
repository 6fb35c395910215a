using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>The consumers of worker groups.</summary>
[Collection(nameof(OneServer))]
public sealed class ConsumerTests(SharedServer shared)
{
    private static readonly DeliveryQuery Query = new() { WorkerGroup = "workers", Events = ["MESSAGE_CREATE"] };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Consumer_is_what_the_query_asks_for_and_is_updated_when_it_asks_for_something_else()
    {
        await using var engine = await ConnectAsync();
        await TestRecords.BeginAsync(engine, Query, Cancel);
        var first = await ConfigurationAsync(engine.Plan);
        var other = Query with { Events = ["GUILD_CREATE", "MESSAGE_CREATE"], MaxInFlight = 8, AnswerTimeout = TimeSpan.FromSeconds(9) };
        await TestRecords.BeginAsync(engine, other, Cancel);
        var second = await ConfigurationAsync(engine.Plan);

        string log = $"fleet.{engine.Plan.Name}.log.0.";
        Assert.Equal([log + "pack.*", log + "event.*.*.MESSAGE_CREATE", log + "retry.workers"], first.FilterSubjects!);
        Assert.Equal((256, TimeSpan.FromSeconds(30)), (first.MaxAckPending, first.AckWait));
        Assert.Equal(ConsumerConfigPriorityPolicy.PinnedClient, first.PriorityPolicy);
        Assert.Equal(TimeSpan.FromSeconds(5), first.PinnedTTL);
        Assert.Contains(log + "event.*.*.GUILD_CREATE", second.FilterSubjects!);
        Assert.Equal((8, TimeSpan.FromSeconds(9)), (second.MaxAckPending, second.AckWait));
    }

    [Fact]
    public async Task Consumer_keeps_the_events_that_it_has()
    {
        await using var engine = await ConnectAsync();
        string log = $"fleet.{engine.Plan.Name}.log.0.";
        await TestRecords.BeginAsync(engine, Query with { Events = ["GUILD_CREATE"] }, Cancel);
        await TestRecords.BeginAsync(engine, Query, Cancel);
        Assert.Equal(
            [log + "event.*.*.GUILD_CREATE", log + "event.*.*.MESSAGE_CREATE", log + "pack.*", log + "retry.workers"],
            (await ConfigurationAsync(engine.Plan)).FilterSubjects!.Order(StringComparer.Ordinal));

        await TestRecords.BeginAsync(engine, Query with { Events = null }, Cancel);
        await TestRecords.BeginAsync(engine, Query, Cancel);
        Assert.Equal(
            [log + "event.*.*.*", log + "pack.*", log + "retry.workers"],
            (await ConfigurationAsync(engine.Plan)).FilterSubjects!.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Worker_group_that_would_make_too_many_consumers_is_refused()
    {
        await using var engine = await ConnectAsync(partitions: 240);
        await TestRecords.BeginAsync(engine, Query, Cancel);
        await TestRecords.BeginAsync(engine, Query with { WorkerGroup = "others" }, Cancel);
        await using var connection = await shared.Server.ConnectAsync();
        var context = new NatsJSContext(connection);
        for (int i = 0; i < 480 - 2; i++)
        {
            await context.CreateConsumerAsync($"FLEET_{engine.Plan.Name}_EVENTS_{i % 8}", new ConsumerConfig($"c{i}"), Cancel);
        }

        var exception = await Assert.ThrowsAsync<FleetException>(
            () => TestRecords.ReadUntilAsync(engine, Query with { WorkerGroup = "third" }, -1, Cancel));
        Assert.Contains("731 streams, buckets and consumers", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsConfigurationError);
    }

    [Fact]
    public async Task Consumer_of_another_kind_is_named()
    {
        await using var engine = await ConnectAsync();
        await using var connection = await shared.Server.ConnectAsync();
        await new NatsJSContext(connection).CreateConsumerAsync(
            $"FLEET_{engine.Plan.Name}_EVENTS_0",
            new ConsumerConfig("workers_0") { AckPolicy = ConsumerConfigAckPolicy.None, MaxDeliver = -1 },
            Cancel);

        var exception = await Assert.ThrowsAsync<FleetException>(() => TestRecords.ReadUntilAsync(engine, Query, -1, Cancel));
        Assert.Contains("workers_0", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reader_goes_on_when_somebody_has_deleted_its_consumer()
    {
        await using var engine = await ConnectAsync();
        await TestRecords.BeginAsync(engine, Query, Cancel);
        var reading = TestRecords.ReadUntilAsync(engine, Query, 7, Cancel);
        await using var connection = await shared.Server.ConnectAsync();
        await new NatsJSContext(connection).DeleteConsumerAsync($"FLEET_{engine.Plan.Name}_EVENTS_0", "workers_0", Cancel);

        while (!reading.IsCompleted)
        {
            await engine.Events.AppendRetryAsync("workers", 0, TestRecords.Of(7), Cancel);
            await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel));
        }

        Assert.Equal(7, (await reading)[^1]);
    }

    [Fact]
    public async Task Reader_fetches_no_more_bytes_ahead_than_it_has_room_for_and_a_record_of_any_size()
    {
        const int Size = 100_000;
        await using var engine = await ConnectAsync();
        await TestRecords.BeginAsync(engine, Query, Cancel);
        for (int i = 0; i < 20; i++)
        {
            byte[] record = new byte[i < 10 ? Size : 4 * Size];
            record[0] = (byte)i;
            await engine.Events.AppendRetryAsync("workers", 0, record, Cancel);
        }

        int most = 0;
        List<int> numbers = [];
        await foreach (var delivery in engine.Events.ReadAsync(Query with { RoomBytes = () => 3 * Size }, 0, Cancel))
        {
            if (delivery.Record.Length > 2)
            {
                int ahead = await UnansweredAsync(engine.Plan);
                most = Math.Max(most, ahead);
                numbers.Add(delivery.Record.Span[0]);
            }

            await delivery.AcknowledgeAsync(Cancel);
            if (numbers.Count == 20)
            {
                break;
            }
        }

        Assert.Equal(Enumerable.Range(0, 20), numbers);
        Assert.Equal(2, most);
    }

    private async Task<int> UnansweredAsync(FleetPlan plan)
    {
        await using var connection = await shared.Server.ConnectAsync();
        var consumer = await new NatsJSContext(connection).GetConsumerAsync($"FLEET_{plan.Name}_EVENTS_0", "workers_0", Cancel);
        return consumer.Info.NumAckPending;
    }

    [Fact]
    public async Task Reader_goes_on_when_its_consumer_was_deleted_while_it_asked_for_nothing()
    {
        await using var engine = await ConnectAsync();
        await TestRecords.BeginAsync(engine, Query, Cancel);
        await engine.Events.AppendRetryAsync("workers", 0, TestRecords.Of(6), Cancel);
        await using var reading = engine.Events.ReadAsync(Query, 0, Cancel).GetAsyncEnumerator(Cancel);
        do
        {
            Assert.True(await reading.MoveNextAsync());
        }
        while (TestRecords.NumberOf(reading.Current.Record) != 6);

        await using var connection = await shared.Server.ConnectAsync();
        await new NatsJSContext(connection).DeleteConsumerAsync($"FLEET_{engine.Plan.Name}_EVENTS_0", "workers_0", Cancel);
        var next = reading.MoveNextAsync().AsTask();
        while (!next.IsCompleted)
        {
            await engine.Events.AppendRetryAsync("workers", 0, TestRecords.Of(7), Cancel);
            await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel));
        }

        Assert.True(await next);
        Assert.Equal(7, TestRecords.NumberOf(reading.Current.Record));
    }

    private async Task<NatsEngine> ConnectAsync(int partitions = 2) =>
        await NatsEngine.ConnectAsync(TestOptions.For(TestOptions.NewPlan(partitions), shared.Server.Url), Cancel);

    private async Task<ConsumerConfig> ConfigurationAsync(FleetPlan plan)
    {
        await using var connection = await shared.Server.ConnectAsync();
        return (await new NatsJSContext(connection).GetConsumerAsync($"FLEET_{plan.Name}_EVENTS_0", "workers_0", Cancel)).Info.Config;
    }
}
