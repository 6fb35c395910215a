namespace Spectacles.Gateway.Fleet;

/// <summary>The right to append.</summary>
internal static class FenceTests
{
    public static IEnumerable<FleetContractTest> All { get; } =
    [
        new("A greater fence fences the earlier owner at once, before the new owner has appended", Greater),
        new("A fence that a group has had, or a smaller one, is refused", Used),
        new("A disposed appender does not make its fence available again", Disposed),
        new("Groups have separate fences", Groups),
        new("Of many owners with one fence, on several connections, exactly one may append", Many),
        new("A record whose append began before a greater fence is stored before the fence or not at all", Late),
    ];

    private static async Task Greater(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        var reader = await run.ReadAsync(first);
        var earlier = await run.OpenAsync(first, group: 0, fence: 1);
        await earlier.StoreAsync("earlier");
        var later = await run.OpenAsync(second, group: 0, fence: 2);

        ContractRun.Equal(AppendOutcome.Fenced, await earlier.AppendAsync("late"), "An append after a greater fence was taken");
        ContractRun.Equal(
            AppendOutcome.Fenced, await earlier.AppendAsync("late", RecordAddress.ForPack), "Another append after that");
        await later.StoreAsync("later");
        await reader.ReadAsync("earlier", "later");
    }

    private static async Task Used(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        await run.OpenAsync(first, group: 0, fence: 5);
        foreach (var engine in new[] { first, second })
        {
            foreach (long fence in new[] { 5, 4, 1 })
            {
                await IsRefused(run, engine, fence);
            }
        }

        await (await run.OpenAsync(second, group: 0, fence: long.MaxValue)).StoreAsync("record");
    }

    private static async Task Disposed(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var owner = await run.OpenAsync(engine, group: 0, fence: 3);
        await owner.StoreAsync("record");
        await owner.Appender.DisposeAsync();
        await IsRefused(run, engine, fence: 3);
        await IsRefused(run, engine, fence: 2);
        await (await run.OpenAsync(engine, group: 0, fence: 4)).StoreAsync("record");
    }

    private static async Task Groups(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var first = await run.OpenAsync(engine, group: 0, fence: 1);
        await run.OpenAsync(engine, group: 2, fence: 9);
        await run.OpenAsync(engine, group: 1, fence: 9);
        await first.StoreAsync("record");
    }

    private static async Task Many(ContractRun run)
    {
        var engines = new[] { await run.ConnectAsync(), await run.ConnectAsync(), await run.ConnectAsync() };
        for (int fence = 1; fence <= 5; fence++)
        {
            var appenders = await run.Within(
                Task.WhenAll(Enumerable.Range(0, 9).Select(
                    i => engines[i % 3].Events.TryOpenAsync(0, fence, run.Cancellation).AsTask())),
                "open appenders");
            ContractRun.Equal(1, appenders.Count(appender => appender is not null), "Owners with one fence that may append");
            run.Own(appenders.Single(appender => appender is not null)!);
        }
    }

    /// <summary>
    /// The earlier owner appends without a pause while the later one takes the right to append. The last record that the later owner then
    /// reads must stay the last one of the earlier owner.
    /// </summary>
    private static async Task Late(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        var reader = await run.ReadAsync(first);
        for (int round = 0; round < 10; round++)
        {
            var owner = await run.OpenAsync(first, group: 0, fence: (2 * round) + 1);
            var appending = AppendUntilFenced(run, owner, round);
            await run.Until(async () => (await LastAsync(run, second)).StartsWith($"{round}:", StringComparison.Ordinal), "store a record");
            await run.OpenAsync(second, group: 0, fence: (2 * round) + 2);
            string last = await LastAsync(run, second);
            int stored = await run.Within(appending, "fence the earlier owner");
            ContractRun.Equal($"{round}:{stored - 1}", last, "The last record after a greater fence was taken");
            await reader.ReadAsync(Enumerable.Range(0, stored).Select(i => $"{round}:{i}"));
        }
    }

    private static async Task<int> AppendUntilFenced(ContractRun run, ContractOwner owner, int round)
    {
        for (int i = 0; ; i++)
        {
            if (await owner.AppendAsync($"{round}:{i}") == AppendOutcome.Fenced)
            {
                return i;
            }

            run.Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task<string> LastAsync(ContractRun run, IFleetEngine engine)
    {
        var last = await run.Within(engine.Events.ReadLastAsync(0, run.Cancellation).AsTask(), "return the last records");
        return last.Count == 0 ? "" : ContractRun.Text(last[0]);
    }

    private static async Task IsRefused(ContractRun run, IFleetEngine engine, long fence)
    {
        var appender = await run.Within(engine.Events.TryOpenAsync(0, fence, run.Cancellation).AsTask(), "refuse a used fence");
        ContractRun.Check(appender is null, $"The engine gave fence {fence} of a group that has had it, or a greater one. Right is null.");
    }
}
