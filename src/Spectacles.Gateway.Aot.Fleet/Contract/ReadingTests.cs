namespace Spectacles.Gateway.Fleet;

/// <summary>What a worker group reads.</summary>
internal static class ReadingTests
{
    public static IEnumerable<FleetContractTest> All { get; } =
    [
        new("A worker group that reads for the first time begins with the records that are appended from then on", New),
        new("A worker group that returns continues with what was appended meanwhile", Returning),
        new("Every worker group reads all records", Groups),
        new("A worker group reads only the single events that it names, and all packs", Filter),
        new("A worker group has at most MaxInFlight records of a partition without an answer", InFlight),
        new("An enumeration of records that is cancelled ends with an OperationCanceledException", Cancelled),
        new("The age of a record is the time since it was stored, also at the next attempt", Age),
    ];

    private static async Task New(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var owner = await run.OpenAsync(engine, group: 0, fence: 1);
        var early = await run.ReadAsync(engine, new DeliveryQuery { WorkerGroup = "early" });
        await owner.StoreAsync("before");
        var late = await run.ReadAsync(engine, new DeliveryQuery { WorkerGroup = "late" });
        await owner.StoreAsync("after");

        await late.ReadAsync("after");
        await early.ReadAsync("before", "after");
    }

    private static async Task Returning(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        var owner = await run.OpenAsync(first, group: 0, fence: 1);
        var reader = await run.ReadAsync(first);
        await owner.StoreAsync("1");
        await reader.ReadAsync("1");
        await reader.StopAsync();
        await reader.DisposeAsync();
        await owner.StoreAsync(["2", "3"]);

        reader = await run.ReadAsync(second);
        await owner.StoreAsync("4");
        await reader.ReadAsync("2", "3", "4");
    }

    private static async Task Groups(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var owner = await run.OpenAsync(engine, group: 0, fence: 1);
        var readers = new[]
        {
            await run.ReadAsync(engine, new DeliveryQuery { WorkerGroup = "a" }),
            await run.ReadAsync(engine, new DeliveryQuery { WorkerGroup = "a-b" }),
            await run.ReadAsync(engine, new DeliveryQuery { WorkerGroup = "a-name-of-exactly-32-characters-" }),
        };
        await owner.StoreAsync(["1", "2", "3"]);
        foreach (var reader in readers)
        {
            await reader.ReadAsync("1", "2", "3");
        }
    }

    private static async Task Filter(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var owner = await run.OpenAsync(engine, group: 0, fence: 1);
        var two = await run.ReadAsync(
            engine, new DeliveryQuery { WorkerGroup = "two", Events = ["MESSAGE_CREATE", "GUILD_BAN_ADD"] });
        var none = await run.ReadAsync(engine, new DeliveryQuery { WorkerGroup = "none", Events = [] });
        var all = await run.ReadAsync(engine, new DeliveryQuery { WorkerGroup = "all" });
        await owner.StoreAsync("guild", RecordAddress.ForEvent(0, "GUILD_CREATE"));
        await owner.StoreAsync("pack", RecordAddress.ForPack);
        await owner.StoreAsync("message", RecordAddress.ForEvent(1, "MESSAGE_CREATE"));
        await owner.StoreAsync("bulk", RecordAddress.ForEvent(1, "MESSAGE_CREATE_BULK"));
        await owner.StoreAsync("ban", RecordAddress.ForEvent(0, "GUILD_BAN_ADD"));
        await owner.StoreAsync("end", RecordAddress.ForPack);

        await two.ReadAsync("pack", "message", "ban", "end");
        await none.ReadAsync("pack", "end");
        await all.ReadAsync("guild", "pack", "message", "bulk", "ban", "end");
    }

    private static async Task InFlight(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var owner = await run.OpenAsync(engine, group: 0, fence: 1);
        var other = await run.OpenAsync(engine, group: 1, fence: 1);
        var query = new DeliveryQuery { WorkerGroup = "workers", MaxInFlight = 3 };
        var reader = await run.ReadAsync(engine, query);
        var otherPartition = await run.ReadAsync(engine, query, partition: 1);
        await owner.StoreAsync(["1", "2", "3", "4", "5"]);
        await other.StoreAsync("other");

        await reader.TakeAsync("1");
        var second = await reader.TakeAsync("2");
        await reader.TakeAsync("3");
        await reader.ReadNothingAsync();
        await otherPartition.TakeAsync("other");
        await second.AcknowledgeAsync(run.Cancellation);
        await reader.TakeAsync("4");
        await reader.ReadNothingAsync();
    }

    private static async Task Cancelled(ContractRun run)
    {
        var reader = await run.ReadAsync(await run.ConnectAsync());
        await reader.ReadNothingAsync();
        await reader.StopAsync();
    }

    private static async Task Age(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var owner = await run.OpenAsync(engine, group: 0, fence: 1);
        var reader = await run.ReadAsync(engine);
        long start = TimeProvider.System.GetTimestamp();
        await owner.StoreAsync("record");
        long stored = TimeProvider.System.GetTimestamp();
        var delivery = await reader.TakeAsync("record");
        IsBetween(TimeSpan.Zero, delivery.Age, start);
        await run.Delay(TimeSpan.FromMilliseconds(300));
        await delivery.RetryAsync(TimeSpan.Zero, run.Cancellation);
        IsBetween(TimeProvider.System.GetElapsedTime(stored), (await reader.TakeAsync("record", attempt: 2)).Age, start);
    }

    /// <summary>The broker's clock may differ a little from that of this process.</summary>
    private static void IsBetween(TimeSpan least, TimeSpan age, long start)
    {
        var most = TimeProvider.System.GetElapsedTime(start);
        var difference = TimeSpan.FromMilliseconds(100);
        ContractRun.Check(
            age >= least - difference && age <= most + difference,
            $"The age of a record is {age.TotalMilliseconds:0} ms. Right is {least.TotalMilliseconds:0} to {most.TotalMilliseconds:0} ms.");
    }
}
