namespace Spectacles.Gateway.Fleet;

/// <summary>The broker can't be reached for a time.</summary>
internal static class OutageTests
{
    public static IEnumerable<FleetContractTest> All { get; } =
    [
        new("Calls wait for the broker, and end when it is back", Waits, needsCut: true),
        new("A call that waits for the broker ends with its token", Cancelled, needsCut: true),
        new("A request times out while the broker is away", Request, needsCut: true),
        new(
            "An append while the broker is away waits or throws a FleetException, and the record can be appended again",
            Append,
            needsCut: true),
        new("A reader continues when the broker is back, and its answers count", Reader, needsCut: true),
        new("Another reader continues when the first one can't reach the broker", Takeover, isSlow: true, needsCut: true),
        new("A watch continues when the broker is back, with what has changed meanwhile", Watch, needsCut: true),
        new("A receiver receives again when the broker is back", Receiver, needsCut: true),
    ];

    private static async Task Waits(ContractRun run)
    {
        var (cut, other) = (await run.ConnectAsync(), await run.ConnectAsync());
        await ContractReceiver.AtAsync(run, other, "node.a");
        long? revision = await other.SharedState.TryWriteAsync("key", ContractRun.Bytes("a"), 0, run.Cancellation);
        await run.Subject.CutAsync(cut, run.Cancellation);
        var read = cut.SharedState.ReadAsync("key", run.Cancellation).AsTask();
        var open = cut.Events.TryOpenAsync(0, 1, run.Cancellation).AsTask();
        var count = cut.Events.DeadLetters.CountAsync("workers", run.Cancellation).AsTask();
        var ask = cut.Requests.AskAsync("node.a", ContractRun.Bytes("1"), run.Subject.Patience, run.Cancellation).AsTask();
        await run.StaysOpen(Task.WhenAny(read, open, count, ask), "end a call while the broker is away");
        await run.Subject.RestoreAsync(cut, run.Cancellation);
        ContractRun.Equal(revision, (await run.Within(read, "end a read when the broker is back"))?.Revision, "A read that has waited");
        run.Own(await run.Within(open, "open an appender when the broker is back")
            ?? throw new FleetContractException("An appender that has waited for the broker was refused, without another owner."));
        ContractRun.Equal(0, await run.Within(count, "count when the broker is back"), "A count that has waited");
        ContractRun.Equal(
            RequestOutcome.Answered, (await run.Within(ask, "end a request when the broker is back")).Outcome, "A request that has waited");
    }

    private static async Task Cancelled(ContractRun run)
    {
        var cut = await run.ConnectAsync();
        await run.Subject.CutAsync(cut, run.Cancellation);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(run.Cancellation);
        var read = cut.SharedState.ReadAsync("key", end.Token).AsTask();
        var open = cut.Events.TryOpenAsync(0, 1, end.Token).AsTask();
        await run.StaysOpen(Task.WhenAny(read, open), "end a call while the broker is away");
        await end.CancelAsync();
        await run.IsCancelled(read, "a read");
        await run.IsCancelled(open, "the opening of an appender");
        await run.Subject.RestoreAsync(cut, run.Cancellation);
    }

    private static async Task Request(ContractRun run)
    {
        var (cut, other) = (await run.ConnectAsync(), await run.ConnectAsync());
        await ContractReceiver.AtAsync(run, other, "node.a");
        await run.Subject.CutAsync(cut, run.Cancellation);
        var answer = await run.Within(
            cut.Requests.AskAsync("node.a", ContractRun.Bytes("1"), TimeSpan.FromMilliseconds(400), run.Cancellation).AsTask(), "time out");
        ContractRun.Equal(RequestOutcome.TimedOut, answer.Outcome, "A request while the broker is away");
        await run.Subject.RestoreAsync(cut, run.Cancellation);
    }

    private static async Task Append(ContractRun run)
    {
        var (cut, other) = (await run.ConnectAsync(), await run.ConnectAsync());
        var reader = await run.ReadAsync(other);
        var owner = await run.OpenAsync(cut, group: 0, fence: 1);
        await owner.StoreAsync("1");
        await reader.ReadAsync("1");
        await run.Subject.CutAsync(cut, run.Cancellation);
        var appending = AppendAsync(run, owner, "2");
        await run.StaysOpen(appending, "store a record while the broker is away");
        await run.Subject.RestoreAsync(cut, run.Cancellation);
        var outcome = await run.Within(appending, "store a record when the broker is back");
        ContractRun.Equal(AppendOutcome.Stored, outcome, "An append after an outage");
        await owner.StoreAsync("3");

        // The record may be there more than once.
        string text;
        List<string> read = [];
        while ((text = ContractRun.Text((await reader.NextAsync()).Record)) != "3")
        {
            read.Add(text);
        }

        ContractRun.Equal(["2"], read.Distinct(), "The records of an outage, without repetitions");
    }

    private static async Task<AppendOutcome> AppendAsync(ContractRun run, ContractOwner owner, string text)
    {
        while (true)
        {
            try
            {
                return await owner.Appender.AppendAsync(
                    RecordAddress.ForEvent(0, "MESSAGE_CREATE"), ContractRun.Bytes(text), run.Cancellation);
            }
            catch (FleetException)
            {
                await run.Delay(TimeSpan.FromMilliseconds(50));
            }
        }
    }

    private static async Task Reader(ContractRun run)
    {
        var (cut, other) = (await run.ConnectAsync(), await run.ConnectAsync());
        var owner = await run.OpenAsync(other, group: 0, fence: 1);
        var reader = await run.ReadAsync(cut);
        await owner.StoreAsync("1");
        var delivery = await reader.TakeAsync("1");
        await run.Subject.CutAsync(cut, run.Cancellation);
        var answer = delivery.AcknowledgeAsync(run.Cancellation).AsTask();
        await owner.StoreAsync("2");
        await run.StaysOpen(reader.Ask(), "deliver a record while the broker is away");
        await run.Subject.RestoreAsync(cut, run.Cancellation);
        await run.Within(answer, "end an acknowledgement when the broker is back");
        await reader.ReadAsync("2");
        await reader.ReadNothingAsync();
    }

    private static async Task Takeover(ContractRun run)
    {
        var (cut, other) = (await run.ConnectAsync(), await run.ConnectAsync());
        var owner = await run.OpenAsync(other, group: 0, fence: 1);
        var reader = await run.ReadAsync(cut);
        await owner.StoreAsync("1");
        await reader.ReadAsync("1");
        _ = reader.Ask();
        await run.Subject.CutAsync(cut, run.Cancellation);
        await owner.StoreAsync("2");
        var next = run.Own(new ContractReader(run, other, new DeliveryQuery { WorkerGroup = "workers" }, partition: 0));
        await next.ReadAsync("2");
        await run.Subject.RestoreAsync(cut, run.Cancellation);
        await run.StaysOpen(reader.Ask(), "deliver a record to a reader that has lost its partition");
        await owner.StoreAsync("3");
        await next.ReadAsync("3");
    }

    private static async Task Watch(ContractRun run)
    {
        var (cut, other) = (await run.ConnectAsync(), await run.ConnectAsync());
        var state = other.SharedState;
        long first = await state.TryWriteAsync("group.1", ContractRun.Bytes("a"), 0, run.Cancellation) ?? 0;
        long second = await state.TryWriteAsync("group.2", ContractRun.Bytes("a"), 0, run.Cancellation) ?? 0;
        var watch = run.Own(new ContractWatch(run, cut.SharedState, "group."));
        await watch.CurrentAsync();
        await run.Subject.CutAsync(cut, run.Cancellation);
        await state.TryWriteAsync("group.1", ContractRun.Bytes("b"), first, run.Cancellation);
        await state.TryDeleteAsync("group.2", second, run.Cancellation);
        await state.TryWriteAsync("group.3", ContractRun.Bytes("c"), 0, run.Cancellation);
        await run.StaysOpen(watch.Ask(), "return a change while the broker is away");
        await run.Subject.RestoreAsync(cut, run.Cancellation);
        await watch.UntilAsync(
            () => watch.Values.Select(value => $"{value.Key}={value.Value}").SequenceEqual(["group.1=b", "group.3=c"]),
            "return what has changed while the broker was away, deletions too");
    }

    private static async Task Receiver(ContractRun run)
    {
        var (cut, other) = (await run.ConnectAsync(), await run.ConnectAsync());
        await ContractReceiver.AtAsync(run, cut, "node.a");
        await run.Subject.CutAsync(cut, run.Cancellation);
        await run.Subject.RestoreAsync(cut, run.Cancellation);
        await run.Until(
            async () => (await other.Requests.AskAsync(
                "node.a", ContractRun.Bytes("1"), TimeSpan.FromSeconds(1), run.Cancellation)).Outcome == RequestOutcome.Answered,
            "give messages to a receiver whose connection is back");
    }
}
