namespace Spectacles.Gateway.Fleet;

/// <summary>Records for one worker group.</summary>
internal static class RetryTests
{
    public static IEnumerable<FleetContractTest> All { get; } =
    [
        new("A retry is read by its worker group, in its partition, and by nobody else", Only),
        new("All retries of a worker group are read, in order, whatever events it names", Every),
        new("A retry is answered, delivered again and buried as other records are", Answered),
    ];

    private static async Task Only(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var owner = await run.OpenAsync(engine, group: 0, fence: 1);
        var otherOwner = await run.OpenAsync(engine, group: 1, fence: 1);
        var reader = await run.ReadAsync(engine);
        var otherPartition = await run.ReadAsync(engine, partition: 1);
        var others = await run.ReadAsync(engine, new DeliveryQuery { WorkerGroup = "workers-2" });
        await engine.Events.AppendRetryAsync("workers", 0, ContractRun.Bytes("retry"), run.Cancellation);
        await owner.StoreAsync("end");
        await otherOwner.StoreAsync("end");
        await reader.ReadAsync("retry", "end");
        await otherPartition.ReadAsync("end");
        await others.ReadAsync("end");
    }

    private static async Task Every(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var reader = await run.ReadAsync(engine, new DeliveryQuery { WorkerGroup = "workers", Events = ["MESSAGE_CREATE"] });
        for (int i = 0; i < 20; i++)
        {
            await engine.Events.AppendRetryAsync("workers", 0, ContractRun.Bytes($"{i}"), run.Cancellation);
        }

        await reader.ReadAsync(Enumerable.Range(0, 20).Select(i => $"{i}"));
    }

    private static async Task Answered(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var reader = await run.ReadAsync(engine);
        await engine.Events.AppendRetryAsync("workers", 0, ContractRun.Bytes("retry"), run.Cancellation);
        await (await reader.TakeAsync("retry")).RetryAsync(TimeSpan.Zero, run.Cancellation);
        await (await reader.TakeAsync("retry", attempt: 2)).BuryAsync("MESSAGE_CREATE", "The handler threw.", run.Cancellation);
        await reader.ReadNothingAsync();
        ContractRun.Equal(1, await engine.Events.DeadLetters.CountAsync("workers", run.Cancellation), "Dead letters");
    }
}
