namespace Spectacles.Gateway.Fleet;

/// <summary>Changes of a state.</summary>
internal static class WatchTests
{
    public static IEnumerable<FleetContractTest> All { get; } =
    [
        new("A watch returns the current entries, then Current once, then every change", Current),
        new("A watch of nothing returns Current at once, and then the first entry", Empty),
        new("A watch returns a deletion as a change without an entry", Deleted),
        new("A watch returns only keys that begin with its prefix", Prefix),
        new("A watch that is read late returns at least the last change of each key", Late),
        new("A watch that begins while keys change misses no change", Begins),
        new("Changes of many keys add up to the state, for several watchers", Converges),
        new("A watch that is cancelled ends with an OperationCanceledException", Cancelled),
    ];

    private static async Task Current(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        await WriteAsync(run, first, "group.1", "a");
        await WriteAsync(run, first, "group.2", "b");
        await WriteAsync(run, first, "group.2", "c");
        await WriteAsync(run, first, "group.3", "d");
        await DeleteAsync(run, first, "group.3");
        var watch = Watch(run, second);
        await watch.CurrentAsync();
        ContractRun.Equal(["group.1=a", "group.2=c"], Show(watch), "The entries before Current");
        for (int i = 0; i < 5; i++)
        {
            long revision = await WriteAsync(run, first, "group.1", $"{i}");
            var change = await watch.NextAsync();
            ContractRun.Equal(
                $"group.1={i}, revision {revision}",
                $"{change.Key}={ContractRun.Text(change.Entry?.Value ?? default)}, revision {change.Entry?.Revision}",
                "A change after Current");
        }
    }

    private static async Task Empty(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var watch = Watch(run, engine);
        ContractRun.Check((await watch.NextAsync()).IsCurrent, "A watch of an empty state did not return Current first.");
        await run.StaysOpen(watch.Ask(), "return a change of a state that has not changed");
        await WriteAsync(run, engine, "group.1", "a");
        await watch.UntilAsync(() => watch.Values.ContainsKey("group.1"), "return a new entry");
    }

    private static async Task Deleted(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        await WriteAsync(run, first, "group.1", "a");
        var watch = Watch(run, second);
        await watch.CurrentAsync();
        await DeleteAsync(run, first, "group.1");
        var change = await watch.NextAsync();
        ContractRun.Equal("group.1", change.Key, "The key of a deletion");
        ContractRun.Check(change.Entry is null, "A watch returned an entry for a key that was deleted.");
        await WriteAsync(run, first, "group.1", "b");
        await watch.UntilAsync(() => watch.Values.GetValueOrDefault("group.1") == "b", "return an entry that was written again");
    }

    private static async Task Prefix(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        foreach (string key in new[] { "group", "groups.1", "group-1.1", "group.1", "other.group.1", "group.2.x" })
        {
            await WriteAsync(run, engine, key, "before");
        }

        var watch = Watch(run, engine);
        var all = run.Own(new ContractWatch(run, engine.SharedState, ""));
        await watch.CurrentAsync();
        await all.CurrentAsync();
        ContractRun.Equal(["group.1=before", "group.2.x=before"], Show(watch), "The entries that begin with \"group.\"");
        ContractRun.Equal(6, all.Values.Count, "The number of entries of a watch with an empty prefix");
        foreach (string key in new[] { "groups.1", "group-1.1", "group", "other.group.1", "group.3" })
        {
            await WriteAsync(run, engine, key, "after");
        }

        ContractRun.Equal("group.3", (await watch.NextAsync()).Key, "The first change of a key that begins with \"group.\"");
    }

    private static async Task Late(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        var watch = Watch(run, second);
        await watch.CurrentAsync();
        for (int i = 0; i < 100; i++)
        {
            await WriteAsync(run, first, "group.1", $"{i}");
            await WriteAsync(run, first, $"group.{2 + (i % 3)}", $"{i}");
        }

        await watch.UntilAsync(
            () => Show(watch).SequenceEqual(["group.1=99", "group.2=99", "group.3=97", "group.4=98"]),
            "return the last changes of four keys");
    }

    private static async Task Begins(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        for (int round = 0; round < 10; round++)
        {
            var writing = CountAsync(run, first, $"group.{round}");
            var watch = Watch(run, second);
            await watch.CurrentAsync();
            await watch.UntilAsync(() => watch.Values.GetValueOrDefault($"group.{round}") == "29", "return the last change of a key");
            await run.Within(writing, "write keys");
            await watch.DisposeAsync();
        }
    }

    private static async Task Converges(ContractRun run)
    {
        var engines = new[] { await run.ConnectAsync(), await run.ConnectAsync() };
        var watches = engines.Select(engine => Watch(run, engine)).ToArray();
        var random = new Random(1);
        SortedDictionary<string, string> right = new(StringComparer.Ordinal);
        for (int i = 0; i < 300; i++)
        {
            string key = $"group.{random.Next(6)}";
            if (random.Next(3) == 0 && right.Remove(key))
            {
                await DeleteAsync(run, engines[i % 2], key);
            }
            else
            {
                await WriteAsync(run, engines[i % 2], key, right[key] = $"{i}");
            }
        }

        await WriteAsync(run, engines[0], "group.end", right["group.end"] = "end");
        foreach (var watch in watches)
        {
            await watch.CurrentAsync();
            await watch.UntilAsync(() => watch.Values.SequenceEqual(right), "return changes that add up to the state");
            await run.StaysOpen(watch.Ask(), "return a change of a state that has not changed");
        }
    }

    private static async Task Cancelled(ContractRun run)
    {
        var watch = Watch(run, await run.ConnectAsync());
        await watch.CurrentAsync();
        await run.StaysOpen(watch.Ask(), "return a change of a state that has not changed");
        await watch.StopAsync();
    }

    private static ContractWatch Watch(ContractRun run, IFleetEngine engine) =>
        run.Own(new ContractWatch(run, engine.SharedState, "group."));

    private static IEnumerable<string> Show(ContractWatch watch) => watch.Values.Select(value => $"{value.Key}={value.Value}");

    private static async Task CountAsync(ContractRun run, IFleetEngine engine, string key)
    {
        for (int i = 0; i < 30; i++)
        {
            await Task.Yield();
            await WriteAsync(run, engine, key, $"{i}");
        }
    }

    private static async Task<long> WriteAsync(ContractRun run, IFleetEngine engine, string key, string value)
    {
        var entry = await engine.SharedState.ReadAsync(key, run.Cancellation);
        return await engine.SharedState.TryWriteAsync(key, ContractRun.Bytes(value), entry?.Revision ?? 0, run.Cancellation)
            ?? throw new FleetContractException("The engine refused a write of a key that nobody else writes.");
    }

    private static async Task DeleteAsync(ContractRun run, IFleetEngine engine, string key)
    {
        var entry = await engine.SharedState.ReadAsync(key, run.Cancellation);
        bool isDeleted = await engine.SharedState.TryDeleteAsync(key, entry?.Revision ?? 0, run.Cancellation);
        ContractRun.Equal(true, isDeleted, "A deletion with the key's revision");
    }
}
