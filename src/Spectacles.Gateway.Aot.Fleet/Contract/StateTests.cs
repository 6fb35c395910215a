namespace Spectacles.Gateway.Fleet;

/// <summary>Values by key.</summary>
internal static class StateTests
{
    public static IEnumerable<FleetContractTest> All { get; } =
    [
        new("A value that was written is read by every connection, with its revision", Written),
        new("A write with another revision than the key's is refused, and changes nothing", Refused),
        new("A deleted key has no value, and can be written again with a greater revision", Deleted),
        new("Every write of a state has a greater revision than all earlier ones, whatever the key", Revisions),
        new("A read sees every write that ended before it began, on any connection", Visible),
        new("Values of 0 bytes and of 64 KB, and keys of all characters, are kept", Sizes),
        new("The shared state and that of the nodes are separate", Separate),
        new("Eight tasks on three connections count to 1000 in one key", Count),
        new("Of many writes of one new key, exactly one succeeds", Created),
    ];

    private static async Task Written(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        await Is(run, second.SharedState, "group.1", null);
        long revision = await WriteAsync(run, first.SharedState, "group.1", "a", 0);
        await Is(run, second.SharedState, "group.1", ("a", revision));
        await Is(run, first.SharedState, "group.1", ("a", revision));
        await Is(run, first.SharedState, "group.10", null);
        await Is(run, first.SharedState, "group", null);
    }

    private static async Task Refused(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var state = engine.SharedState;
        long first = await WriteAsync(run, state, "key", "a", 0);
        long second = await WriteAsync(run, state, "key", "b", first);
        long other = await WriteAsync(run, state, "other", "c", 0);
        foreach (long wrong in new[] { 0, first, other, other + 1_000 })
        {
            ContractRun.Equal(null, await TryWriteAsync(run, state, "key", "x", wrong), "A write with a wrong revision");
            ContractRun.Equal(false, await TryDeleteAsync(run, state, "key", wrong), "A deletion with a wrong revision");
            await Is(run, state, "key", ("b", second));
        }

        ContractRun.Equal(null, await TryWriteAsync(run, state, "absent", "x", first), "A write of a key without a value, with a revision");
        await Is(run, state, "absent", null);
    }

    private static async Task Deleted(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var state = engine.SharedState;
        long first = await WriteAsync(run, state, "key", "a", 0);
        ContractRun.Equal(true, await TryDeleteAsync(run, state, "key", first), "A deletion with the key's revision");
        await Is(run, state, "key", null);
        ContractRun.Equal(false, await TryDeleteAsync(run, state, "key", first), "A deletion of a key without a value");
        ContractRun.Equal(null, await TryWriteAsync(run, state, "key", "x", first), "A write of a deleted key with its last revision");
        long second = await WriteAsync(run, state, "key", "b", 0);
        ContractRun.Check(second > first, $"A key that had revision {first} was deleted, and then got {second}. Right is a greater one.");
        await Is(run, state, "key", ("b", second));
    }

    private static async Task Revisions(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        long last = 0;
        for (int i = 0; i < 20; i++)
        {
            long revision = await WriteAsync(run, engine.SharedState, $"key-{i}", "a", 0);
            ContractRun.Check(revision > last, $"A write got revision {revision} after {last}. Right is a greater one.");
            last = revision;
        }
    }

    private static async Task Visible(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        long revision = 0;
        for (int i = 0; i < 100; i++)
        {
            var (writer, reader) = i % 2 == 0 ? (first, second) : (second, first);
            revision = await WriteAsync(run, writer.NodeState, "key", $"{i}", revision);
            await Is(run, reader.NodeState, "key", ($"{i}", revision));
        }
    }

    private static async Task Sizes(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        foreach (int size in new[] { 0, 1, 64 << 10 })
        {
            string value = new('x', size);
            string key = $"key.{size}.abcdefghijklmnopqrstuvwxyz-0123456789";
            await Is(run, engine.SharedState, key, (value, await WriteAsync(run, engine.SharedState, key, value, 0)));
        }
    }

    private static async Task Separate(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        long shared = await WriteAsync(run, engine.SharedState, "key", "shared", 0);
        await Is(run, engine.NodeState, "key", null);
        long node = await WriteAsync(run, engine.NodeState, "key", "node", 0);
        await Is(run, engine.SharedState, "key", ("shared", shared));
        await Is(run, engine.NodeState, "key", ("node", node));
    }

    private static async Task Count(ContractRun run)
    {
        const int goal = 1_000;
        var engines = new[] { await run.ConnectAsync(), await run.ConnectAsync(), await run.ConnectAsync() };
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => CountAsync(run, engines[i % 3].NodeState, goal / 8)));
        var entry = await run.Within(engines[0].NodeState.ReadAsync("count", run.Cancellation).AsTask(), "read a key");
        ContractRun.Equal($"{goal}", ContractRun.Text(entry?.Value ?? default), "A count to 1000 by eight tasks");
    }

    private static async Task CountAsync(ContractRun run, IFleetState state, int times)
    {
        for (int done = 0; done < times;)
        {
            await Task.Yield();
            var entry = await run.Within(state.ReadAsync("count", run.Cancellation).AsTask(), "read a key");
            int count = entry is null ? 0 : int.Parse(entry.Value.Span, null);
            done += await TryWriteAsync(run, state, "count", $"{count + 1}", entry?.Revision ?? 0) is null ? 0 : 1;
        }
    }

    private static async Task Created(ContractRun run)
    {
        var engines = new[] { await run.ConnectAsync(), await run.ConnectAsync(), await run.ConnectAsync() };
        for (int round = 0; round < 10; round++)
        {
            long?[] revisions = await Task.WhenAll(
                Enumerable.Range(0, 9).Select(i => TryWriteAsync(run, engines[i % 3].SharedState, $"key-{round}", $"{i}", 0)));
            ContractRun.Equal(1, revisions.Count(revision => revision is not null), "Writes of a new key that succeeded, of nine");
        }
    }

    private static async Task<long> WriteAsync(ContractRun run, IFleetState state, string key, string value, long revision)
    {
        long? written = await TryWriteAsync(run, state, key, value, revision);
        return written is > 0
            ? written.Value
            : throw new FleetContractException($"A write with the key's revision, {revision}, returned {written?.ToString() ?? "null"}.");
    }

    private static Task<long?> TryWriteAsync(ContractRun run, IFleetState state, string key, string value, long revision) =>
        run.Within(state.TryWriteAsync(key, ContractRun.Bytes(value), revision, run.Cancellation).AsTask(), "write a key");

    private static Task<bool> TryDeleteAsync(ContractRun run, IFleetState state, string key, long revision) =>
        run.Within(state.TryDeleteAsync(key, revision, run.Cancellation).AsTask(), "delete a key");

    private static async Task Is(ContractRun run, IFleetState state, string key, (string Value, long Revision)? right)
    {
        var entry = await run.Within(state.ReadAsync(key, run.Cancellation).AsTask(), "read a key");
        ContractRun.Equal(
            right is { } some ? $"{key} = {some.Value}, revision {some.Revision}" : "no value",
            entry is not null ? $"{entry.Key} = {ContractRun.Text(entry.Value)}, revision {entry.Revision}" : "no value",
            $"A read of {key}");
    }
}
