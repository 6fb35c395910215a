namespace Spectacles.Gateway.Fleet;

/// <summary>The last records of an earlier owner, as a new owner reads them.</summary>
internal static class LastRecordTests
{
    public static IEnumerable<FleetContractTest> All { get; } =
    [
        new("The last records of a group are its last pack and the last single record of each shard", Last),
        new("A group without records has no last records, whatever other groups have", None),
        new("The last records are there whether a worker has acknowledged them or not, and retries are not among them", Acknowledged),
    ];

    private static async Task Last(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        var owner = await run.OpenAsync(first, group: 1, fence: 1);
        await owner.StoreAsync("pack-1", RecordAddress.ForPack);
        await owner.StoreAsync("shard-2-1", RecordAddress.ForEvent(2, "MESSAGE_CREATE"));
        await owner.StoreAsync("shard-3-1", RecordAddress.ForEvent(3, "MESSAGE_CREATE"));
        await IsLast(run, second, "pack-1", "shard-2-1", "shard-3-1");
        await owner.StoreAsync("shard-2-2", RecordAddress.ForEvent(2, "GUILD_CREATE"));
        await owner.StoreAsync("pack-2", RecordAddress.ForPack);
        await owner.StoreAsync("shard-2-3", RecordAddress.ForEvent(2, "GUILD_BAN_ADD"));
        var other = await run.OpenAsync(first, group: 3, fence: 1);
        await other.StoreAsync("other", RecordAddress.ForEvent(6, "MESSAGE_CREATE"));

        // The owner may change: its records stay.
        await run.OpenAsync(second, group: 1, fence: 2);
        await IsLast(run, second, "pack-2", "shard-2-3", "shard-3-1");
    }

    private static async Task None(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        await (await run.OpenAsync(engine, group: 3, fence: 1)).StoreAsync("other");
        await run.OpenAsync(engine, group: 1, fence: 1);
        await IsLast(run, engine);
    }

    private static async Task Acknowledged(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var reader = await run.ReadAsync(engine, partition: 1);
        var owner = await run.OpenAsync(engine, group: 1, fence: 1);
        await owner.StoreAsync("single");
        await owner.StoreAsync("pack", RecordAddress.ForPack);
        await reader.ReadAsync("single", "pack");
        await engine.Events.AppendRetryAsync("workers", 1, ContractRun.Bytes("retry"), run.Cancellation);
        await reader.ReadAsync("retry");
        await IsLast(run, engine, "pack", "single");
    }

    /// <summary>In any order.</summary>
    private static async Task IsLast(ContractRun run, IFleetEngine engine, params string[] right)
    {
        var last = await run.Within(engine.Events.ReadLastAsync(1, run.Cancellation).AsTask(), "return the last records");
        ContractRun.Equal(right, last.Select(ContractRun.Text).Order(StringComparer.Ordinal), "The last records of a group, sorted");
    }
}
