using System.Collections.Concurrent;

namespace Spectacles.Gateway.Fleet;

/// <summary>Messages from the point of view of their receivers.</summary>
internal static class ReceiverTests
{
    public static IEnumerable<FleetContractTest> All { get; } =
    [
        new("Each receiver without a queue gets every message", Everybody),
        new("One receiver of each queue gets a message", Queues),
        new("A receiver with * gets the messages of every address with any one word in its place", Pattern),
        new("The messages of one sender are received in order, one at a time", Order),
        new("A receiver gets as many messages at the same time as it takes, and they begin in order", AtTheSameTime),
        new("The bytes of a message are not used after it was sent, and are valid until its receiver is done", Bytes),
        new("A disposed receiver gets no message", Disposed),
        new("A message without a receiver is lost, and the sender does not wait", Lost),
    ];

    private static async Task Everybody(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        var receivers = new[]
        {
            await ContractReceiver.AtAsync(run, first, "news"), await ContractReceiver.AtAsync(run, first, "news"),
            await ContractReceiver.AtAsync(run, second, "news"), await ContractReceiver.AtAsync(run, second, "news", "queue"),
        };
        await SendAsync(run, first, "news", ["1", "2", "3"]);
        foreach (var receiver in receivers)
        {
            await HasReceived(run, receiver.Received, "1", "2", "3");
        }
    }

    private static async Task Queues(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        var a = new[]
        {
            await ContractReceiver.AtAsync(run, first, "work", "a"), await ContractReceiver.AtAsync(run, second, "work", "a"),
            await ContractReceiver.AtAsync(run, second, "work", "a"),
        };
        var b = await ContractReceiver.AtAsync(run, second, "work", "b");
        string[] texts = Enumerable.Range(10, 60).Select(i => $"{i}").ToArray();
        await SendAsync(run, first, "work", texts);
        await HasReceived(run, b.Received, texts);
        await run.Until(
            () => Task.FromResult(a.Sum(receiver => receiver.Received.Count) >= texts.Length),
            "give all messages to the receivers of a queue");
        await run.Delay(run.Subject.Pause);
        ContractRun.Equal(
            texts, a.SelectMany(receiver => receiver.Received).Order(StringComparer.Ordinal), "What the receivers of a queue got together");
    }

    private static async Task Pattern(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var any = await ContractReceiver.AtAsync(run, engine, "news.*");
        var one = await ContractReceiver.AtAsync(run, engine, "news.a");
        foreach (string address in new[] { "news.a", "news", "news.a.b", "newses.a", "other.a", "news.b-1", "news.end" })
        {
            await SendAsync(run, engine, address, [address]);
        }

        await HasReceived(run, any.Received, "news.a", "news.b-1", "news.end");
        await HasReceived(run, one.Received, "news.a");
    }

    private static async Task Order(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        ConcurrentQueue<string> received = new();
        int busy = 0;
        int most = 0;
        run.Own(await second.Requests.ReceiveAsync(
            "work",
            null,
            1,
            async (message, cancellationToken) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref busy));
                received.Enqueue(ContractRun.Text(message));
                await Task.Yield();
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
                Interlocked.Decrement(ref busy);
                return null;
            },
            run.Cancellation));
        string[] texts = Enumerable.Range(0, 100).Select(i => $"{i}").ToArray();
        await SendAsync(run, first, "work", texts);
        await HasReceived(run, received, texts);
        ContractRun.Equal(1, most, "The greatest number of messages that one receiver got at the same time");
    }

    private static async Task AtTheSameTime(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        ConcurrentQueue<string> begun = new();
        ConcurrentDictionary<string, TaskCompletionSource> ends = new();
        run.Own(await second.Requests.ReceiveAsync(
            "work",
            null,
            3,
            async (message, cancellationToken) =>
            {
                string text = ContractRun.Text(message);
                var end = ends.GetOrAdd(text, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
                begun.Enqueue(text);
                await end.Task.WaitAsync(cancellationToken);
                return null;
            },
            run.Cancellation));
        await SendAsync(run, first, "work", ["1", "2", "3", "4", "5"]);
        await HasReceived(run, begun, "1", "2", "3");
        await run.Delay(run.Subject.Pause);
        await HasReceived(run, begun, "1", "2", "3");
        ends["2"].SetResult();
        await HasReceived(run, begun, "1", "2", "3", "4");
        ends["4"].SetResult();
        await HasReceived(run, begun, "1", "2", "3", "4", "5");
    }

    private static async Task Bytes(ContractRun run)
    {
        var (first, second) = (await run.ConnectAsync(), await run.ConnectAsync());
        ConcurrentQueue<string> received = new();
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        run.Own(await second.Requests.ReceiveAsync(
            "work",
            null,
            1,
            async (message, cancellationToken) =>
            {
                await goOn.Task.WaitAsync(cancellationToken);
                received.Enqueue(ContractRun.Text(message));
                return null;
            },
            run.Cancellation));
        byte[] buffer = new byte[2];
        for (int i = 10; i < 60; i++)
        {
            ContractRun.Bytes($"{i}").CopyTo(buffer, 0);
            await run.Within(first.Requests.SendAsync("work", buffer, run.Cancellation).AsTask(), "send a message");
            buffer.AsSpan().Fill((byte)'x');
        }

        await run.Delay(run.Subject.Pause);
        goOn.SetResult();
        await HasReceived(run, received, [.. Enumerable.Range(10, 50).Select(i => $"{i}")]);
    }

    private static async Task Disposed(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        var first = await ContractReceiver.AtAsync(run, engine, "news");
        var second = await ContractReceiver.AtAsync(run, engine, "news");
        await SendAsync(run, engine, "news", ["1"]);
        await HasReceived(run, first.Received, "1");
        await first.DisposeAsync();
        await SendAsync(run, engine, "news", ["2"]);
        await HasReceived(run, second.Received, "1", "2");
        await HasReceived(run, first.Received, "1");
    }

    private static async Task Lost(ContractRun run)
    {
        var engine = await run.ConnectAsync();
        await SendAsync(run, engine, "news", ["1"]);
        var receiver = await ContractReceiver.AtAsync(run, engine, "news");
        await SendAsync(run, engine, "news", ["2"]);
        await HasReceived(run, receiver.Received, "2");
    }

    private static async Task SendAsync(ContractRun run, IFleetEngine engine, string address, IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            await run.Within(engine.Requests.SendAsync(address, ContractRun.Bytes(text), run.Cancellation).AsTask(), "send a message");
        }
    }

    private static async Task HasReceived(ContractRun run, ConcurrentQueue<string> received, params string[] right)
    {
        await run.Until(() => Task.FromResult(received.Count >= right.Length), $"give \"{right[^1]}\" to a receiver");
        ContractRun.Equal(right, received, "What a receiver got");
    }
}
