namespace Spectacles.Gateway.Fleet;

/// <summary>Records are read as they were appended, unchanged and in order.</summary>
internal static class OrderTests
{
    public static IEnumerable<FleetContractTest> All { get; } =
    [
        new("The records of a group are read in the order in which they were appended, packs and single events", Order),
        new("The records of two groups of one partition are read, each group's in order", TwoGroups),
        new("A partition has only the records of its groups", Partitions),
        new("Bytes that were appended are the bytes that are read, up to 256 KB", Unchanged),
        new("The bytes of a record are not used after its append has ended", Reused),
    ];

    private static async Task Order(ContractRun run)
    {
        var (node, worker) = (await run.ConnectAsync(), await run.ConnectAsync());
        var reader = await run.ReadAsync(worker);
        var owner = await run.OpenAsync(node, group: 0, fence: 1);
        for (int i = 0; i < 200; i++)
        {
            await owner.StoreAsync($"{i}", (i % 3) switch
            {
                0 => RecordAddress.ForPack,
                1 => RecordAddress.ForEvent(0, "MESSAGE_CREATE"),
                _ => RecordAddress.ForEvent(1, "GUILD_CREATE"),
            });
        }

        await reader.ReadAsync(Enumerable.Range(0, 200).Select(i => $"{i}"));
    }

    private static async Task TwoGroups(ContractRun run)
    {
        const int count = 100;
        var (first, second, worker) = (await run.ConnectAsync(), await run.ConnectAsync(), await run.ConnectAsync());
        var reader = await run.ReadAsync(worker);
        var owners = new[] { await run.OpenAsync(first, group: 0, fence: 1), await run.OpenAsync(second, group: 2, fence: 1) };
        var appending = Task.WhenAll(owners.Select((owner, i) => owner.StoreAsync(Enumerable.Range(0, count).Select(j => $"{i}:{j}"))));

        List<string> read = [];
        while (read.Count < 2 * count)
        {
            var delivery = await reader.NextAsync();
            read.Add(ContractRun.Text(delivery.Record));
            await delivery.AcknowledgeAsync(run.Cancellation);
        }

        await run.Within(appending, "append");
        for (int i = 0; i < 2; i++)
        {
            ContractRun.Equal(
                Enumerable.Range(0, count).Select(j => $"{i}:{j}"),
                read.Where(text => text[0] == '0' + i),
                "The records of one of two groups of a partition");
        }
    }

    private static async Task Partitions(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var even = await run.ReadAsync(engine, partition: 0);
        var odd = await run.ReadAsync(engine, partition: 1);
        for (int group = 0; group < 4; group++)
        {
            await (await run.OpenAsync(engine, group, fence: 1)).StoreAsync($"{group}");
        }

        await even.ReadAsync("0", "2");
        await odd.ReadAsync("1", "3");
    }

    private static async Task Unchanged(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var reader = await run.ReadAsync(engine);
        var owner = await run.OpenAsync(engine, group: 0, fence: 1);
        foreach (int size in new[] { 1, 1_000, 65_537, 256 << 10 })
        {
            byte[] record = [.. Enumerable.Range(0, size).Select(i => (byte)((i * 31) + (i >> 8)))];
            var outcome = await owner.Appender.AppendAsync(RecordAddress.ForPack, record, run.Cancellation);
            ContractRun.Equal(AppendOutcome.Stored, outcome, $"An append of {size:N0} bytes");
            var delivery = await reader.NextAsync();
            ContractRun.Check(
                delivery.Record.Span.SequenceEqual(record), $"The engine changed the bytes of a record of {size:N0} bytes.");
            await delivery.AcknowledgeAsync(run.Cancellation);
        }
    }

    private static async Task Reused(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var reader = await run.ReadAsync(engine);
        var owner = await run.OpenAsync(engine, group: 0, fence: 1);
        byte[] buffer = new byte[2];
        for (int i = 10; i < 60; i++)
        {
            ContractRun.Bytes($"{i}").CopyTo(buffer, 0);
            await owner.Appender.AppendAsync(RecordAddress.ForPack, buffer, run.Cancellation);
            buffer.AsSpan().Fill((byte)'x');
        }

        await reader.ReadAsync(Enumerable.Range(10, 50).Select(i => $"{i}"));
    }
}
