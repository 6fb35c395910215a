namespace Spectacles.Gateway.Fleet;

/// <summary>Requests from the point of view of their senders.</summary>
internal static class RequestTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(400);

    public static IEnumerable<FleetContractTest> All { get; } =
    [
        new("A request is answered by the receiver of its address", Answered),
        new("A receiver gets messages as soon as its registration has returned", Registered),
        new("A request to an address without a receiver ends at once", NoReceiver),
        new("A request whose receiver gives no answer times out", NoAnswer),
        new("A receiver that throws gives no answer, and receives the next message", Throws),
        new("The first answer of several receivers counts", First),
        new("An empty answer is an answer", EmptyAnswer),
        new("Requests at the same time get their own answers", Parallel),
        new("Requests and answers have up to 1 MB", Large),
        new("A request that is cancelled ends with an OperationCanceledException", Cancelled),
    ];

    private static async Task Answered(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        await ContractReceiver.AtAsync(run, first, "node.a", name: "a");
        await ContractReceiver.AtAsync(run, first, "node.b", name: "b");
        foreach (var engine in new[] { first, second })
        {
            await Is(run, engine, "node.a", "1", RequestOutcome.Answered, "a:1");
            await Is(run, engine, "node.b", "2", RequestOutcome.Answered, "b:2");
        }
    }

    private static async Task Registered(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        for (int i = 0; i < 20; i++)
        {
            await ContractReceiver.AtAsync(run, first, $"node.{i}");
            await Is(run, second, $"node.{i}", "1", RequestOutcome.Answered, "receiver:1");
        }
    }

    private static async Task NoReceiver(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var receiver = await ContractReceiver.AtAsync(run, engine, "node.a");
        await Is(run, engine, "node.b", "1", RequestOutcome.NoReceiver);
        await Is(run, engine, "node", "1", RequestOutcome.NoReceiver);
        await Is(run, engine, "node.a.b", "1", RequestOutcome.NoReceiver);
        await receiver.DisposeAsync();
        await run.Until(
            async () => (await AskAsync(run, engine, "node.a", "1")).Outcome == RequestOutcome.NoReceiver, "forget a disposed receiver");
    }

    private static async Task NoAnswer(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        int received = 0;
        run.Own(await engine.Requests.ReceiveAsync(
            "node.a",
            null,
            1,
            (_, _) =>
            {
                received++;
                return ValueTask.FromResult<ReadOnlyMemory<byte>?>(null);
            },
            run.Cancellation));
        long start = TimeProvider.System.GetTimestamp();
        await Is(run, engine, "node.a", "1", RequestOutcome.TimedOut, timeout: Short);
        var elapsed = TimeProvider.System.GetElapsedTime(start) + TimeSpan.FromMilliseconds(100);
        ContractRun.Check(
            elapsed >= Short, $"A request timed out after {elapsed.TotalMilliseconds:0} ms. Right is {Short.TotalMilliseconds}.");
        ContractRun.Equal(1, received, "The number of messages that a receiver without an answer got");
    }

    private static async Task Throws(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        run.Own(await engine.Requests.ReceiveAsync(
            "node.a",
            null,
            1,
            async (message, cancellationToken) =>
            {
                string text = ContractRun.Text(message);
                if (text == "later")
                {
                    await Task.Yield();
                }

                return text == "good"
                    ? message.ToArray()
                    : throw new InvalidOperationException("This receiver of a test throws, which is right.");
            },
            run.Cancellation));
        await Is(run, engine, "node.a", "now", RequestOutcome.TimedOut, timeout: Short);
        await Is(run, engine, "node.a", "later", RequestOutcome.TimedOut, timeout: Short);
        await Is(run, engine, "node.a", "good", RequestOutcome.Answered, "good");
    }

    private static async Task First(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        run.Own(await first.Requests.ReceiveAsync(
            "node.a", null, 1, (_, _) => ValueTask.FromResult<ReadOnlyMemory<byte>?>(null), run.Cancellation));
        await ContractReceiver.AtAsync(run, second, "node.a", name: "b");
        await Is(run, first, "node.a", "1", RequestOutcome.Answered, "b:1");
    }

    private static async Task EmptyAnswer(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        run.Own(await engine.Requests.ReceiveAsync(
            "node.a", null, 1, (message, _) => ValueTask.FromResult<ReadOnlyMemory<byte>?>(message), run.Cancellation));
        await Is(run, engine, "node.a", "", RequestOutcome.Answered);
    }

    private static async Task Parallel(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        await ContractReceiver.AtAsync(run, first, "node.a", name: "a");
        await ContractReceiver.AtAsync(run, second, "node.b", name: "b");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
        {
            char name = "ab"[i % 2];
            return Is(run, i % 3 == 0 ? first : second, $"node.{name}", $"{i}", RequestOutcome.Answered, $"{name}:{i}");
        }));
    }

    private static async Task Large(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        run.Own(await first.Requests.ReceiveAsync(
            "node.a", null, 1, (message, _) => ValueTask.FromResult<ReadOnlyMemory<byte>?>(message.ToArray()), run.Cancellation));
        string text = new('x', 1_000_000);
        var answer = await AskAsync(run, second, "node.a", text);
        ContractRun.Equal(RequestOutcome.Answered, answer.Outcome, "A request of 1 MB");
        ContractRun.Check(ContractRun.Text(answer.Data) == text, $"A request of 1 MB came back as {answer.Data.Length:N0} other bytes.");
    }

    private static async Task Cancelled(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var never = new TaskCompletionSource<ReadOnlyMemory<byte>?>();
        run.Own(await engine.Requests.ReceiveAsync(
            "node.a",
            null,
            1,
            (_, cancellationToken) => new ValueTask<ReadOnlyMemory<byte>?>(never.Task.WaitAsync(cancellationToken)),
            run.Cancellation));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(run.Cancellation);
        var asking = engine.Requests.AskAsync("node.a", ContractRun.Bytes("1"), run.Subject.Patience, end.Token).AsTask();
        await run.StaysOpen(asking, "end a request without an answer");
        await end.CancelAsync();
        await run.IsCancelled(asking, "a request");
    }

    private static Task<RequestAnswer> AskAsync(
        ContractRun run, IFleetEngine engine, string address, string request, TimeSpan? timeout = null) => run.Within(
            engine.Requests.AskAsync(address, ContractRun.Bytes(request), timeout ?? run.Subject.Patience / 2, run.Cancellation).AsTask(),
            "end a request");

    private static async Task Is(
        ContractRun run,
        IFleetEngine engine,
        string address,
        string request,
        RequestOutcome outcome,
        string data = "",
        TimeSpan? timeout = null)
    {
        var answer = await AskAsync(run, engine, address, request, timeout);
        ContractRun.Equal($"{outcome} {data}", $"{answer.Outcome} {ContractRun.Text(answer.Data)}", $"Request \"{request}\" to {address}");
    }
}
