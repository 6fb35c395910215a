namespace Spectacles.Gateway.Fleet;

/// <summary>A partition and worker group have one active reader at a time.</summary>
internal static class TakeoverTests
{
    private static readonly DeliveryQuery Query = new() { WorkerGroup = "workers", AnswerTimeout = TimeSpan.FromSeconds(2) };

    public static IEnumerable<FleetContractTest> All { get; } =
    [
        new("While one reader asks for records, another one of the worker group gets none", One),
        new("Another reader continues when the first one ends, and nothing is lost or repeated", Ends),
        new("Another reader continues when the connection of the first one was disposed", Disposed, isSlow: true),
        new("Another reader continues when the first one has not asked for about five seconds", Pauses, isSlow: true),
        new("A reader that asks keeps its partition while the limit of unanswered records is met", Held, isSlow: true),
        new("What a reader has left without an answer goes to the next reader, as the next attempt", Unanswered),
        new("Partitions, and worker groups, have separate readers", Separate),
    ];

    private static async Task One(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        var owner = await run.OpenAsync(first, group: 0, fence: 1);
        var reader = await run.ReadAsync(first, Query);
        var waiting = run.Own(new ContractReader(run, second, Query, partition: 0));
        await run.StaysOpen(waiting.Ask(), "give a record to a second reader");
        for (int i = 0; i < 50; i++)
        {
            await owner.StoreAsync($"{i}");
            await reader.ReadAsync($"{i}");
        }

        await run.StaysOpen(waiting.Ask(), "give a record to a second reader");
    }

    private static async Task Ends(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        var owner = await run.OpenAsync(first, group: 0, fence: 1);
        var reader = await run.ReadAsync(first, Query);
        var waiting = run.Own(new ContractReader(run, second, Query, partition: 0));
        _ = waiting.Ask();
        await owner.StoreAsync(["1", "2"]);
        await reader.ReadAsync("1", "2");
        await reader.ReadNothingAsync();
        await reader.StopAsync();
        await owner.StoreAsync(["3", "4"]);
        await waiting.ReadAsync("3", "4");
        await waiting.ReadNothingAsync();
    }

    private static async Task Disposed(ContractRun run)
    {
        var (node, first, second) = (await run.ConnectAsync(), await run.ConnectAsync(), await run.ConnectAsync());
        var owner = await run.OpenAsync(node, group: 0, fence: 1);
        var reader = await run.ReadAsync(first, Query);
        var waiting = run.Own(new ContractReader(run, second, Query, partition: 0));
        _ = waiting.Ask();
        await owner.StoreAsync("1");
        await reader.ReadAsync("1");
        await first.DisposeAsync();
        await owner.StoreAsync("2");
        await waiting.ReadAsync("2");
    }

    private static async Task Pauses(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        var owner = await run.OpenAsync(first, group: 0, fence: 1);
        var reader = await run.ReadAsync(first, Query);
        var waiting = run.Own(new ContractReader(run, second, Query, partition: 0));
        await owner.StoreAsync("1");
        var delivery = await reader.TakeAsync("1");
        long start = TimeProvider.System.GetTimestamp();
        await delivery.AcknowledgeAsync(run.Cancellation);
        await owner.StoreAsync("2");
        await waiting.ReadAsync("2");
        var pause = TimeProvider.System.GetElapsedTime(start);
        ContractRun.Check(
            pause > TimeSpan.FromSeconds(2),
            $"A second reader continued after {pause.TotalSeconds:0.0} seconds. Right is about five seconds: the first one may be busy.");

        // The first one waits for its turn now.
        await run.StaysOpen(reader.Ask(), "give a record to a reader that has lost its partition");
        await owner.StoreAsync("3");
        await waiting.ReadAsync("3");
    }

    private static async Task Held(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        var owner = await run.OpenAsync(first, group: 0, fence: 1);
        var query = new DeliveryQuery { WorkerGroup = "workers", MaxInFlight = 2 };
        var reader = await run.ReadAsync(first, query);
        var waiting = run.Own(new ContractReader(run, second, query, partition: 0));
        _ = waiting.Ask();
        await owner.StoreAsync(["1", "2", "3", "4"]);
        var delivery = await reader.TakeAsync("1");
        await reader.TakeAsync("2");
        var asked = reader.Ask();
        await run.Delay(TimeSpan.FromSeconds(9));
        await run.StaysOpen(asked, "deliver more records than MaxInFlight");
        await run.StaysOpen(waiting.Ask(), "give a record to a second reader");

        await delivery.AcknowledgeAsync(run.Cancellation);
        await reader.TakeAsync("3");
        await run.StaysOpen(waiting.Ask(), "give a record to a second reader");
    }

    private static async Task Unanswered(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        var owner = await run.OpenAsync(first, group: 0, fence: 1);
        var reader = await run.ReadAsync(first, Query);
        await owner.StoreAsync(["1", "2", "3"]);
        await reader.ReadAsync("1");
        await reader.TakeAsync("2");
        await reader.ReadAsync("3");
        await reader.StopAsync();
        reader = await run.ReadAsync(second, Query);
        await (await reader.TakeAsync("2", attempt: 2)).AcknowledgeAsync(run.Cancellation);
        await reader.ReadNothingAsync();
    }

    private static async Task Separate(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        var even = await run.ReadAsync(first, Query);
        var odd = await run.ReadAsync(second, Query, partition: 1);
        var others = await run.ReadAsync(second, Query with { WorkerGroup = "others" });
        await (await run.OpenAsync(first, group: 0, fence: 1)).StoreAsync("even");
        await (await run.OpenAsync(second, group: 1, fence: 1)).StoreAsync("odd");
        await even.ReadAsync("even");
        await odd.ReadAsync("odd");
        await others.ReadAsync("even");
    }
}
