namespace Spectacles.Gateway.Fleet;

/// <summary>The number of records that a worker group has not finished.</summary>
internal static class UnreadTests
{
    public static IEnumerable<FleetContractTest> All { get; } =
    [
        new("Unread are the records of all partitions that a worker group wants and has not finished, delivered or not", Unread),
        new("A worker group that has never read has no unread records", NeverRead),
    ];

    private static async Task Unread(ContractRun run)
    {
        var (node, worker) = (await run.ConnectAsync(), await run.ConnectAsync());
        var query = new DeliveryQuery { WorkerGroup = "workers", Events = ["MESSAGE_CREATE"] };
        var even = await run.ReadAsync(worker, query);
        var odd = await run.ReadAsync(worker, query, partition: 1);
        await even.ReadNothingAsync();
        await odd.ReadNothingAsync();

        var owner = await run.OpenAsync(node, group: 0, fence: 1);
        var other = await run.OpenAsync(node, group: 1, fence: 1);
        await owner.StoreAsync(["1", "2", "3"]);
        await owner.StoreAsync("guild", RecordAddress.ForEvent(0, "GUILD_CREATE"));
        await node.Events.AppendRetryAsync("workers", 0, ContractRun.Bytes("4"), run.Cancellation);
        await node.Events.AppendRetryAsync("others", 0, ContractRun.Bytes("other"), run.Cancellation);
        await even.TakeAsync("1");
        var second = await even.TakeAsync("2");
        await IsAsync(run, node, 4);
        await other.StoreAsync("5", RecordAddress.ForPack);
        await IsAsync(run, node, 5);

        await second.AcknowledgeAsync(run.Cancellation);
        await (await even.TakeAsync("3")).BuryAsync("MESSAGE_CREATE", "The handler threw.", run.Cancellation);
        await IsAsync(run, node, 3);
        await (await even.TakeAsync("4")).AcknowledgeAsync(run.Cancellation);
        await IsAsync(run, worker, 2);
    }

    private static async Task NeverRead(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        await (await run.OpenAsync(engine, group: 0, fence: 1)).StoreAsync("record");
        ContractRun.Equal(0, await engine.Events.CountUnreadAsync("workers", run.Cancellation), "Unread records of a new worker group");
    }

    /// <summary>An answer may be on its way to the broker.</summary>
    private static async Task IsAsync(ContractRun run, IFleetEngine engine, long right)
    {
        long count = -1;
        try
        {
            await run.Until(
                async () => (count = await engine.Events.CountUnreadAsync("workers", run.Cancellation)) == right, "count unread records");
        }
        catch (FleetContractException e)
        {
            throw new FleetContractException($"A worker group with {right} unread records had {count}, as the engine counted.", e);
        }
    }
}
