namespace Spectacles.Gateway.Fleet;

/// <summary>The effects of a worker's answers.</summary>
internal static class AnswerTests
{
    private static readonly DeliveryQuery Short = new() { WorkerGroup = "workers", AnswerTimeout = TimeSpan.FromSeconds(1) };

    public static IEnumerable<FleetContractTest> All { get; } =
    [
        new("A record without an answer is delivered again after AnswerTimeout, as the next attempt", NoAnswer),
        new("An acknowledged record is not delivered again, and records can be acknowledged in any order", Acknowledged),
        new("An acknowledged record is not delivered to a later reader of the worker group", AcknowledgedForAll),
        new("A record with a retry is delivered again after the delay, not before, while later records are delivered", Delayed),
        new("Attempts count all deliveries to the worker group, not those to others", Attempts),
        new("A record that is prolonged is delivered again only after another AnswerTimeout", Prolonged),
        new("A buried record is a dead letter, and is not delivered again", Buried),
        new("Many records can be answered at the same time", Many),
    ];

    private static async Task NoAnswer(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var owner = await run.OpenAsync(engine, group: 0, fence: 1);
        var reader = await run.ReadAsync(engine, Short);
        await owner.StoreAsync("record");
        await reader.TakeAsync("record");
        long start = TimeProvider.System.GetTimestamp();
        await reader.TakeAsync("record", attempt: 2);
        IsNotBefore(Short.AnswerTimeout, start, "AnswerTimeout");
    }

    private static async Task Acknowledged(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var owner = await run.OpenAsync(engine, group: 0, fence: 1);
        var reader = await run.ReadAsync(engine, Short);
        await owner.StoreAsync(["1", "2", "3", "4"]);
        var deliveries = new[]
        {
            await reader.TakeAsync("1"), await reader.TakeAsync("2"), await reader.TakeAsync("3"), await reader.TakeAsync("4"),
        };
        foreach (int i in new[] { 3, 0, 2 })
        {
            await deliveries[i].AcknowledgeAsync(run.Cancellation);
        }

        // Those of before and after it would come at about the same time.
        await (await reader.TakeAsync("2", attempt: 2)).AcknowledgeAsync(run.Cancellation);
        await reader.ReadNothingAsync();
    }

    private static async Task AcknowledgedForAll(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        var owner = await run.OpenAsync(first, group: 0, fence: 1);
        var reader = await run.ReadAsync(first, Short);
        await owner.StoreAsync(["1", "2", "3"]);
        await reader.ReadAsync("1");
        await reader.TakeAsync("2");
        await reader.ReadAsync("3");
        await reader.DisposeAsync();

        reader = await run.ReadAsync(second, Short);
        await (await reader.TakeAsync("2", attempt: 2)).AcknowledgeAsync(run.Cancellation);
        await owner.StoreAsync("4");
        await reader.ReadAsync("4");
    }

    private static async Task Delayed(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var owner = await run.OpenAsync(engine, group: 0, fence: 1);
        var reader = await run.ReadAsync(engine);
        await owner.StoreAsync(["1", "2"]);
        var first = await reader.TakeAsync("1");
        long start = TimeProvider.System.GetTimestamp();
        var delay = TimeSpan.FromMilliseconds(1_500);
        await first.RetryAsync(delay, run.Cancellation);
        await reader.ReadAsync("2");
        await owner.StoreAsync("3");
        await reader.ReadAsync("3");
        await (await reader.TakeAsync("1", attempt: 2)).AcknowledgeAsync(run.Cancellation);
        IsNotBefore(delay, start, "the delay of a retry");
        await reader.ReadNothingAsync();
    }

    private static async Task Prolonged(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var owner = await run.OpenAsync(engine, group: 0, fence: 1);
        var reader = await run.ReadAsync(engine, Short);
        await owner.StoreAsync(["1", "2"]);
        var busy = await reader.TakeAsync("1");
        await reader.TakeAsync("2");
        await busy.ProlongAsync(run.Cancellation);
        await Task.Delay(Short.AnswerTimeout / 2, TimeProvider.System, run.Cancellation);
        long start = TimeProvider.System.GetTimestamp();
        await busy.ProlongAsync(run.Cancellation);
        await (await reader.TakeAsync("2", attempt: 2)).AcknowledgeAsync(run.Cancellation);
        await (await reader.TakeAsync("1", attempt: 2)).AcknowledgeAsync(run.Cancellation);
        IsNotBefore(Short.AnswerTimeout, start, "AnswerTimeout after ProlongAsync");
    }

    private static async Task Attempts(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var owner = await run.OpenAsync(engine, group: 0, fence: 1);
        var reader = await run.ReadAsync(engine);
        var others = await run.ReadAsync(engine, new DeliveryQuery { WorkerGroup = "others" });
        await owner.StoreAsync("record");
        for (int attempt = 1; attempt <= 4; attempt++)
        {
            await (await reader.TakeAsync("record", attempt)).RetryAsync(TimeSpan.Zero, run.Cancellation);
        }

        await others.TakeAsync("record");
        await reader.TakeAsync("record", attempt: 5);
    }

    private static async Task Buried(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var owner = await run.OpenAsync(engine, group: 0, fence: 1);
        var reader = await run.ReadAsync(engine, Short);
        var others = await run.ReadAsync(engine, Short with { WorkerGroup = "others" });
        await owner.StoreAsync(["1", "2"]);
        await (await reader.TakeAsync("1")).BuryAsync("MESSAGE_CREATE", "The handler threw.", run.Cancellation);
        long count = await engine.Events.DeadLetters.CountAsync("workers", run.Cancellation);
        ContractRun.Equal(1, count, "Dead letters when BuryAsync has ended");
        await reader.TakeAsync("2");
        await (await reader.TakeAsync("2", attempt: 2)).AcknowledgeAsync(run.Cancellation);
        await reader.ReadNothingAsync();
        await others.ReadAsync("1", "2");
    }

    private static async Task Many(ContractRun run)
    {
        const int count = 100;
        var engine = await run.ConnectAsync();
        var owner = await run.OpenAsync(engine, group: 0, fence: 1);
        var reader = await run.ReadAsync(engine);
        await owner.StoreAsync(Enumerable.Range(0, count).Select(i => $"{i}"));
        List<Delivery> deliveries = [];
        for (int i = 0; i < count; i++)
        {
            deliveries.Add(await reader.TakeAsync($"{i}"));
        }

        await run.Within(Task.WhenAll(deliveries.Select((delivery, i) => AnswerAsync(run, delivery, i))), "take answers");

        HashSet<string> again = [];
        while (again.Count < count / 2)
        {
            var delivery = await reader.NextAsync("deliver all records with a retry again");
            ContractRun.Equal(2, delivery.Attempt, "The attempt of a record with one retry");
            again.Add(ContractRun.Text(delivery.Record));
            await delivery.AcknowledgeAsync(run.Cancellation);
        }

        ContractRun.Check(
            again.All(text => int.Parse(text, null) % 2 == 1), "The engine delivered a record again that was acknowledged.");
        await reader.ReadNothingAsync();
    }

    private static async Task AnswerAsync(ContractRun run, Delivery delivery, int i)
    {
        await Task.Yield();
        await (i % 2 == 0 ? delivery.AcknowledgeAsync(run.Cancellation) : delivery.RetryAsync(TimeSpan.Zero, run.Cancellation));
    }

    private static void IsNotBefore(TimeSpan right, long start, string what)
    {
        // Clocks and timers are rounded.
        var actual = TimeProvider.System.GetElapsedTime(start) + TimeSpan.FromMilliseconds(100);
        ContractRun.Check(
            actual >= right,
            $"A record was delivered again after {actual.TotalMilliseconds:0} ms. Right is after {what}: {right.TotalMilliseconds} ms.");
    }
}
