namespace Spectacles.Gateway.Fleet;

/// <summary>Dead letters.</summary>
internal static class DeadLetterTests
{
    private const string Reason = "A handler threw \"é\".";

    public static IEnumerable<FleetContractTest> All { get; } =
    [
        new("A dead letter has the record, the event's name, the reason and the time", Content),
        new("Dead letters are listed oldest first, and each worker group has its own", Order),
        new("A removed dead letter is gone, and its id is not used again", Removed),
        new("A worker group without dead letters has an empty list, which ends", None),
    ];

    private static async Task Content(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        await BuryAsync(run, first, await run.ReadAsync(first), "record");
        var letter = (await ListAsync(run, second)).Single();
        ContractRun.Equal("record", ContractRun.Text(letter.Record), "The record of a dead letter");
        ContractRun.Equal("MESSAGE_CREATE", letter.EventName, "The event's name of a dead letter");
        ContractRun.Equal(Reason, letter.Reason, "The reason of a dead letter");

        // The broker's clock may be another one.
        var age = TimeProvider.System.GetUtcNow() - letter.BuriedAt;
        ContractRun.Check(age.Duration() < TimeSpan.FromHours(1), $"A dead letter of this minute is from {letter.BuriedAt:O}.");
    }

    private static async Task Order(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var (reader, others) = (await run.ReadAsync(engine), await run.ReadAsync(engine, new DeliveryQuery { WorkerGroup = "workers-2" }));
        for (int i = 0; i < 12; i++)
        {
            await BuryAsync(run, engine, reader, $"{i}");
            await BuryAsync(run, engine, others, $"other-{i}", "workers-2");
        }

        await IsList(run, engine, "workers", Enumerable.Range(0, 12).Select(i => $"{i}"));
        await IsList(run, engine, "workers-2", Enumerable.Range(0, 12).Select(i => $"other-{i}"));
    }

    private static async Task Removed(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var reader = await run.ReadAsync(engine);
        foreach (string text in new[] { "1", "2", "3" })
        {
            await BuryAsync(run, engine, reader, text);
        }

        var letters = await ListAsync(run, engine);
        ContractRun.Equal(3, letters.Select(letter => letter.Id).Distinct().Count(), "Different ids of three dead letters");
        ContractRun.Equal(true, await RemoveAsync(run, engine, letters[1].Id), "The removal of a dead letter");
        await IsList(run, engine, "workers", ["1", "3"]);
        ContractRun.Equal(false, await RemoveAsync(run, engine, letters[1].Id), "The removal of a dead letter that is gone");
        ContractRun.Equal(true, await RemoveAsync(run, engine, letters[2].Id), "The removal of a dead letter");
        await BuryAsync(run, engine, reader, "4");
        var last = (await ListAsync(run, engine))[^1];
        ContractRun.Check(last.Id > letters[2].Id, $"A dead letter has id {last.Id}. Right is one that is greater than {letters[2].Id}.");
        await IsList(run, engine, "workers", ["1", "4"]);
    }

    private static async Task None(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        await IsList(run, engine, "workers", []);
        ContractRun.Equal(false, await RemoveAsync(run, engine, 1), "The removal of a dead letter that was never there");
    }

    private static async Task BuryAsync(
        ContractRun run, IFleetEngine engine, ContractReader reader, string text, string workerGroup = "workers")
    {
        await engine.Events.AppendRetryAsync(workerGroup, 0, ContractRun.Bytes(text), run.Cancellation);
        await run.Within((await reader.TakeAsync(text)).BuryAsync("MESSAGE_CREATE", Reason, run.Cancellation).AsTask(), "bury a record");
    }

    private static Task<bool> RemoveAsync(ContractRun run, IFleetEngine engine, long id) =>
        run.Within(engine.Events.DeadLetters.RemoveAsync("workers", id, run.Cancellation).AsTask(), "remove a dead letter");

    private static async Task IsList(ContractRun run, IFleetEngine engine, string workerGroup, IEnumerable<string> right)
    {
        var letters = await ListAsync(run, engine, workerGroup);
        ContractRun.Equal(right, letters.Select(letter => ContractRun.Text(letter.Record)), "The dead letters of a worker group");
        long count = await run.Within(engine.Events.DeadLetters.CountAsync(workerGroup, run.Cancellation).AsTask(), "count dead letters");
        ContractRun.Equal(letters.Count, count, "The number of dead letters");
    }

    private static async Task<List<DeadLetter>> ListAsync(ContractRun run, IFleetEngine engine, string workerGroup = "workers")
    {
        await using var letters = engine.Events.DeadLetters.ListAsync(workerGroup, run.Cancellation).GetAsyncEnumerator(run.Cancellation);
        List<DeadLetter> list = [];
        while (await run.Within(letters.MoveNextAsync().AsTask(), "end the list of dead letters"))
        {
            list.Add(letters.Current with { Record = letters.Current.Record.ToArray() });
        }

        return list;
    }
}
